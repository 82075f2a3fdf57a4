"""What an object is and does in its manifest, by area; `description.py` knows which function tells it of which kind."""
