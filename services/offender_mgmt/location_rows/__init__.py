"""Reading one row of a location file, of either format, and saying what is wrong with it without a word of what it says.

Words: those of `location_lines`, which reads the whole file.
"""
