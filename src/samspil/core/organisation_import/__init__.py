"""Lists of units and people as organisations keep them: read, checked, and compared with what is known."""
