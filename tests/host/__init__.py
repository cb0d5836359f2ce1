"""The reference host: files, formats, the command line."""
