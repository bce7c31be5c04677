"""Changes: what is asked, how it is played, stopped and sent."""
