"""Changes. Each locks what it changes, refuses by name, and writes the journal in the same transaction."""
