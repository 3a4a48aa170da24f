"""Which conditions a licence can have, and the words in which they are put to the person. Only rules.

Words: standard, additional and bespoke condition, curfew, version of the list.
"""
