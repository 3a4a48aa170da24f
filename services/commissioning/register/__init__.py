"""Which commissioners and providers were in being on a day, what identifies them, what they hung on, and whom they followed.

Words: organisation, scheme and identifier, parent, lineage; in being, or undetermined where a source gives a month or year.
Source: the lists of `noms.reference`, each row with its own source (decision 0107).
"""
