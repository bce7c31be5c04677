"""Changes of the mix of tasks, of capacity and of anchoring."""
