"""Pages where something is brought."""
