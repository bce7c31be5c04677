"""What a model must mean before it may be used; each check yields problems with line and remedy."""
