"""The tests; CONTRIBUTING says where each kind goes."""
