"""The event loop: whole numbers and arrays, and the kernel's own functions for every rule.

What stands here runs as it is over arrays, and compiled (``simulation.compiled``). Time is minutes on the
organisation's own clock, counted from the first day of year 1; chance is looked up by what it is about.
"""
