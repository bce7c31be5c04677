"""What users of a service can count on, and what was delivered."""
