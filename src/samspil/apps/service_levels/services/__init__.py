"""Changes of service levels."""
