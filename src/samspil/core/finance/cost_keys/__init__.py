"""Cost keys: by which rule members carry a joint cost, as data, and what each then pays to the oere."""
