"""Shapes of what people send. The engine judges it; a form only reads it."""
