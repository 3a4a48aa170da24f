"""How the text of an agreement changes: by both parties, by notice under a clause, or by using an option to extend.

Words: variation, discretionary and mandatory change, extension option, price effect; a text in force on a day, known on a day.
"""
