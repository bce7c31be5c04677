"""What other apps build their pages from."""
