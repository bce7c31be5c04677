"""Surveys: asked of areas, answered by whom nobody can tell, shown as far as nobody is told."""
