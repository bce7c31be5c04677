"""What KITOS' REST interface tells of systems and contracts, as the lists that Samspil reads."""
