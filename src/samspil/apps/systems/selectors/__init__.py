"""Questions about systems, contracts and what has been bought."""
