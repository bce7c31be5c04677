"""The journal: every change of anything, append-only, one hash chain for each organisation."""
