"""Pages about competences."""
