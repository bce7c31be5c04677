"""What is typed about the mix of tasks, capacity and anchoring."""
