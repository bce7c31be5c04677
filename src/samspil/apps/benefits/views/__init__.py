"""Pages about benefits."""
