"""A small reference host: the only place that reads files and prints."""

__all__: list[str] = []
