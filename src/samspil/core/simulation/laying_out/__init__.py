"""A model and a workload laid out as the tables that the event loop runs over."""
