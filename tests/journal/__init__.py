"""Tests of how the agency's money gets into the books."""
