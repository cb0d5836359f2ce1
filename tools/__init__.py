"""Scripts for development: generated pages, packages, mutants. None of them is installed."""
