"""Samspil: how an organisation governs, as data that runs."""
