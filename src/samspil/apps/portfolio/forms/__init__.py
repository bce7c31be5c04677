"""What people may write."""
