"""Competences: what people can, what is needed, who could fill a gap, and how it is planned."""
