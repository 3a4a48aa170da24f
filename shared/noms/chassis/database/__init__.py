"""PostgreSQL: engines, the unit of work, row security, and the one-statement reads."""
