"""Changes. Each writes its rows and the journal in one transaction."""
