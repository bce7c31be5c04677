"""``samspil simulate``: models tried before they are adopted."""
