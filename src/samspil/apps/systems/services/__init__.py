"""Changes, each in one transaction with its entry in the journal."""
