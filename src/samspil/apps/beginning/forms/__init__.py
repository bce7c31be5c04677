"""What is written in the guide."""
