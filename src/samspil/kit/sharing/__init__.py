"""The one door through which an organisation lets another read a row of its own; it is journaled."""
