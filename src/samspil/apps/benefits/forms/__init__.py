"""What people fill in about benefits."""
