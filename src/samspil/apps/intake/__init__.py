"""What people bring: needs, ideas, purchase requests, mandatory tasks, with the words and codes of each."""
