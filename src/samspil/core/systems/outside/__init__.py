"""Contracts that others tell of: open contracting data and published notices, as lists of the register."""
