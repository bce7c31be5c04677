"""Three target pictures: what we want to be able to do, and the steps that lead there."""
