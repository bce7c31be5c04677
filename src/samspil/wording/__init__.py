"""Words for what the core answers in codes, in the three languages of the interface."""
