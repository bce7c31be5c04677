"""What stands beside the tests here is a program of its own, run by them in another process."""

collect_ignore = ["killing.py"]
