"""The ledger against a model in plain Python: random histories by seed, in which nothing may break."""
