"""Initiatives: plans that hang together, each member at its pace, load and capacity, lights that say why."""
