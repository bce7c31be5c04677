"""Balance checks: guided dialogues that an organisation holds, and what comes of them."""
