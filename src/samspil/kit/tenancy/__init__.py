"""Whose rows may be seen: a scope that must be open, or nothing is found and asking is an error."""
