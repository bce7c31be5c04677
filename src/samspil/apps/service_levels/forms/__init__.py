"""What is typed about service levels."""
