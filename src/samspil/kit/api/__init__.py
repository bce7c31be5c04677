"""What every operation for machines has in common: tokens, problems as JSON, amounts, days, pages by key."""
