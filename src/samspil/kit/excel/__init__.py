"""Tables out, as Excel and as CSV. What is text stays text: no cell of ours is ever a formula."""
