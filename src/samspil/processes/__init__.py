"""Use cases that take more than one app, each one function in one transaction."""
