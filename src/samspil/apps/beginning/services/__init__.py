"""Changes of the guide, and the end of it."""
