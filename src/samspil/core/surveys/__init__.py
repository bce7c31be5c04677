"""Surveys: how sure a share is, who answered, and what may be shown without telling of a few."""
