"""Pages about who one is and for whom one acts."""
