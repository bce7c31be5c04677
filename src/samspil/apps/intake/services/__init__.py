"""Changes. Single matters are brought by governance itself."""
