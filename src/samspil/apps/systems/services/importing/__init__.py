"""A list becomes records: kept as it came, seen with what it would change, carried out when that is said."""
