"""Each value of the law by its date, against a second table written from the sources."""
