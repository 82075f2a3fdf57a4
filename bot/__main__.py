"""`python -m bot`, the same as the command `k8s-bot`."""

from bot.cli import main

if __name__ == "__main__":
    main()
