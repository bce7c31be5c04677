"""Pages about governance models: what holds, what one says, how it differs, drafts, adopting."""
