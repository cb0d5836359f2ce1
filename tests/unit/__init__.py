"""One function or class at a time, by example."""
