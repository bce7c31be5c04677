"""What pages of other apps may be built of."""
