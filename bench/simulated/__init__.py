"""The same network of experts and boards: by the simulator, by a loop written for it alone, by SimPy."""
