"""Shapes of what is asked for and of what is sent."""
