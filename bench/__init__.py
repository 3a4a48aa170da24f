"""Speed as ratios: the real endpoints against a bare handler with the same SQL and against ORM objects, side by side in one run."""
