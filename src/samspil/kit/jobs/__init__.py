"""Work that is done later: tried again, taken up again when a worker died, in the end parked."""
