"""What an agreement says on a day, as it was known on a day: lines, parties, measures, clauses and fee, by layers of texts.

A text is never changed: a later one is laid over it for the days it speaks of. Words: text, part, layer, struck out.
"""
