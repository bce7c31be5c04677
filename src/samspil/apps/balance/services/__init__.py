"""Changes of balance checks."""
