"""To whom a record is closed: exclusion (these users may not) and restriction (only these users may).

A closed record looks absent to whoever is barred. Words: a closure is *set* by one person and *lifted* by two.
"""
