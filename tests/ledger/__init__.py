"""SIE files and what is read from them: properties, broken files, real files."""
