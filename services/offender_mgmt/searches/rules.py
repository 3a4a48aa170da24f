"""How near two names must be for one to be found when the other is looked for."""

ALIKE_FROM = 0.3
"""The share of the trigrams of two names that they have in common, from which they are alike.

Source: PostgreSQL, pg_trgm.similarity_threshold, its default.
"""

SOUNDING_ALIKE = 0.5
"""What two names that sound the same count at least. House rule: 0077."""

NAMES_AT_MOST = 50
"""How many names are taken for alike, the nearest first. House rule: 0077."""


def trigrams_in(name_key: str) -> int:
    """How many different runs of three signs a name has. Source: PostgreSQL, pg_trgm: two spaces before it, one behind."""
    spaced = f"  {name_key} "
    return len({spaced[place : place + 3] for place in range(len(name_key) + 1)})
