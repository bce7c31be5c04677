"""What is typed in workshops."""
