"""The examples in docstrings and pages run, and generated pages are fresh."""
