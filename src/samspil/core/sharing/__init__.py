"""Sharing a joint cost fairly: who pays what alone, ways of dividing, which group would do better."""
