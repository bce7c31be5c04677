"""Pages. Each: who may, the form, one service, the answer."""
