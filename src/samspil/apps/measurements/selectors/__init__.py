"""Questions. Each is asked in the scope of an organisation."""
