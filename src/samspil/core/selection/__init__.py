"""Choosing among applications: scores, disagreement, ranking, and what it would take."""
