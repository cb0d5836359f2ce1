"""The examples in docstrings run, and every page can be found; pytest itself runs the examples in pages."""
