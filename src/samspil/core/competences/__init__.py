"""Competences, not positions: a catalogue with levels as data, and how many people are lacking."""
