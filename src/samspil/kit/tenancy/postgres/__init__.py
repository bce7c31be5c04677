"""Django's PostgreSQL, to which it is said before every question whose rows are in scope."""
