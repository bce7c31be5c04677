"""What would begin, of what has been chosen."""
