"""Stored records of every version, and the values that they were made from."""
