"""A long mixed load, and what must hold when it is over: `python -m bench.soak --help`."""
