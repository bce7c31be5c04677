"""Money: the ledger, pools, shared costs, and who pays for what."""
