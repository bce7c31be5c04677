"""What organisations run and have bound themselves to: words, checks, lists that come in and go out. Pure."""
