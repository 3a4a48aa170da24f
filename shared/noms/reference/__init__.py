"""Reference lists, each row with its source and, where it can change, its days: regions, prisons, trusts, programmes and so on.

The rows live in `lists/*.csv`. A source ending in `[known]` is general knowledge that no document of the project states;
`[estimate]` is a working assumption of this system and must never be shown to a reader as a historical fact.
"""
