"""Money: a ledger that always balances, and what is reckoned before and after it."""
