"""Lists of initiatives on their way in: kept, shown with what they would change, and carried out."""
