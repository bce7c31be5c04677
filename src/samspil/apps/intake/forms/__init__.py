"""What is asked of whoever brings something."""
