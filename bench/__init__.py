"""Speed as ratios: real endpoints beside a bare handler with the same SQL and beside ORM objects, side by side in one run."""
