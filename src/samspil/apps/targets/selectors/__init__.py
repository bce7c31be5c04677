"""Questions about target pictures."""
