"""What other apps build their pages of."""
