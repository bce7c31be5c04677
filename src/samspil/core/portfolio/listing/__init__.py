"""Portfolios as others list them, of any shape: how a list is read is guessed, shown, corrected and kept."""
