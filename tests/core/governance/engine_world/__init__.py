"""A town and a league of three towns, small enough to know by heart, and short words to play them with."""
