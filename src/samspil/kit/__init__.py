"""What every application needs and no municipality has a word for."""
