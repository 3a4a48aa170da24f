"""How many people each prison may hold on a day, from which source, and how many of its places other bodies buy.

Words: certified normal accommodation (CNA), in-use CNA, operational capacity. They say nothing of any person.
"""
