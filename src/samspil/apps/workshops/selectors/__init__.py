"""Questions about workshops."""
