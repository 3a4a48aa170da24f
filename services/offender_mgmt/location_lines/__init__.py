"""Reading the lines of a location file, NDJSON or CSV, as they come: which can be understood, and what is wrong with the others.

Words: a line *names* its person when its CRN or NOMS number can be anybody's, even if the rest of it is wrong.
"""
