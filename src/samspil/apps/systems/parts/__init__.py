"""What pages of other apps are built of here."""
