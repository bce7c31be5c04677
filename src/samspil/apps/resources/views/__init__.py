"""Pages about the mix of tasks, capacity and anchoring."""
