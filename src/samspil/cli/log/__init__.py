"""``samspil log``: event logs of any case system, read, measured, fitted and replayed."""
