"""Tables that people send: cells as text with where they stood, and values read out of them."""
