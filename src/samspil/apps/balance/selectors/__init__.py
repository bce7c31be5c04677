"""Questions about balance checks."""
