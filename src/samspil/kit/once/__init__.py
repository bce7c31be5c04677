"""What is sent twice happens once: the key, the effect and the answer are kept in one transaction."""
