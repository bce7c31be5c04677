"""Another system is asked: over https, at an address that was allowed, with limits to all of it."""
