"""Pages. Each: who may, the form, the answer."""
