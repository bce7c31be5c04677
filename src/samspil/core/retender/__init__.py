"""When a contract must be tendered again, by when who must act, and who could tender together."""
