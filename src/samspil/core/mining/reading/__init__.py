"""Event logs as others write them: XES, OCEL 2.0, CSV; read whole, or refused with a line."""
