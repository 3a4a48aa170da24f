"""How a file of returns is read: CSV as spreadsheets and staffing systems write it, every fault with its line and column.

Nothing is guessed: a cell that cannot be understood refuses the whole file.
"""
