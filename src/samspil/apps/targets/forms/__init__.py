"""What is typed in target pictures."""
