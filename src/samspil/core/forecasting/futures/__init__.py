"""Thousands of futures of a portfolio. No page imports it: it needs numba and numpy."""
