"""k8s-explainer-bot: explains Kubernetes from a reviewed knowledge base, in Slack and in the terminal."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("k8s-explainer-bot")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0.0.0"

__all__ = ["__version__"]
