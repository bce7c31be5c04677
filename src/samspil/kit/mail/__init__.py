"""Letters to people: laid in a box when something happens, sent by the worker, never twice."""
