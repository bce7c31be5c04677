"""Benefits: promised early, measured for years, taken home by decision, and never forced into money alone."""
