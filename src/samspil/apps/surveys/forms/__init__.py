"""What is typed in surveys."""
