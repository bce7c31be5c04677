"""What a model is tried with: how much comes, how long it takes, who is there, what people answer."""
