"""What is typed in balance checks."""
