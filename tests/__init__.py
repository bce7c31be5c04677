"""Ours: a package, so that no other's folder of the same name is found before it."""
