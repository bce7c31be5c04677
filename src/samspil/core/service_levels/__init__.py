"""What users can count on: periods, promises held against what was delivered, lists, a picture."""
