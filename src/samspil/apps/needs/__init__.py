"""What members of an association need alike: what each tells, what was found, and what people say to it."""
