"""What the templates of the portfolio cannot say alone."""
