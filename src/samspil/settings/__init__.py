"""Django settings: `dev` for one's own machine, `production` for real use, `test` for the tests."""
