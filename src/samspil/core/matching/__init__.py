"""What is the same: needs of different members, by words, codes, systems and dates."""
