"""How an organisation governs, as data that runs."""
