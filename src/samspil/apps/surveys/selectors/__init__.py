"""Questions about surveys."""
