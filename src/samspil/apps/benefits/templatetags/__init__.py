"""Lines of the tables of benefits."""
