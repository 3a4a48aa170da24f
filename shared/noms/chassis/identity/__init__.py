"""Who calls: tokens, reach, and the scopes that roles carry."""
