"""The first-run guide: from an empty home to an organisation with a model and its first people."""
