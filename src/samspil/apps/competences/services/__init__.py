"""Changes of competences."""
