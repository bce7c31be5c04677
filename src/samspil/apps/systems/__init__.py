"""What an organisation runs and has bound itself to. So far: what it has bought, as published."""
