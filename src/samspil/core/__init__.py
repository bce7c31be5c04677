"""The pure core: values in, values out. No web, database, clock, chance, network or disk."""
