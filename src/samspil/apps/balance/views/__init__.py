"""Pages of balance checks."""
