"""The case file: everything about a person's sentence in one read, and the list of cases.

It keeps one fact of its own, the progress of requirements, as the interventions service tells it. Words: the other rooms'.
"""
