"""Questions about service levels."""
