"""Questions about competences."""
