"""Guided dialogues as data: what is asked, on which scale, and how far answers are apart."""
