"""What there is to work with: the mix of tasks, where people sit, and how responsibility is anchored."""
