"""What must hold of the source text itself; each check is shown to bite on a bad snippet."""
