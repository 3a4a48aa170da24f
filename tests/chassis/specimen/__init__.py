"""A service of two tables, to try the chassis with."""
