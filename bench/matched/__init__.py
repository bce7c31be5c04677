"""What the benchmarks of matching run, each in a process of its own."""
