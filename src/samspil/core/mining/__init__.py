"""What event logs tell: how long matters took, by which ways, and what another calendar would have done."""
