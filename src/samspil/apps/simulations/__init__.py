"""Models tried before they are adopted: what was asked, what went in, what came out, where it was sent."""
