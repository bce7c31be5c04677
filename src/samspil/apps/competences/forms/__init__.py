"""What is typed about competences."""
