"""Who may do what, over every route: read from the resolver, compared with a file that a lawyer can read."""
