"""Indicators: how it was, where it is to go, and what was measured."""
