"""One answer from the lambda, compiled Python, every data frame engine and SQL."""
