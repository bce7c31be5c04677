"""Changes: what is told, what was found, what people answer."""
