"""Benefits: what was promised month by month, what is measured, what is taken home, and what that tells."""
