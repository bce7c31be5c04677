"""Shapes of what people write."""
