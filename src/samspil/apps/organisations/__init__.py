"""Associations, municipalities, units, people, what they hold, and who may act for whom."""
