"""The machine of a case: all of it walked, its laws, and a random life beside a model of ten lines."""
