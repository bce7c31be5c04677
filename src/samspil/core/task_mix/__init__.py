"""What the time of people goes to, by sort of task: as data, as shares, against a target."""
