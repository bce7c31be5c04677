"""The parts of the product, one for each subdomain; see each one's README."""
