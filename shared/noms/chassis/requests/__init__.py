"""What every request has in common: its transaction, repetition, versions, pages, limits and trace."""
