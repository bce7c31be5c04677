"""Pages of target pictures."""
