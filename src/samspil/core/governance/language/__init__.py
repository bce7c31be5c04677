"""The model language: what may be written in a governance model, part by part."""
