"""Tables as machine code sees them: for each an address, how many rows and columns, and what cannot change.

numba's own arrays count their users, take an index below nought from the end, and are looked up anew after
everything that is written, since it might have been where they lie. Here nobody counts (whoever hands a table
in keeps it), an index counts from the beginning, and what is written to one table changes no other.
"""
