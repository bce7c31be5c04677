"""A year of plausible activity, made by running the engine with a seed; all of it marked as example."""
