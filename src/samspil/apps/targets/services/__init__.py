"""Changes of target pictures."""
