"""Each rule as a table of days and facts, with exact answers."""
