"""Workshops in an area: what annoys, what could be smarter, and what is sent on as ideas."""
