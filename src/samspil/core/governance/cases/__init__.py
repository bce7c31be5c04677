"""Examples that must hold: written in the model's own folder, run against the model."""
