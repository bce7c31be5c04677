"""What the pages of other apps are built of, too: who may answer, names, questions, forms."""
