"""What an invoice comes to: its lines, VAT by tax point, what is withheld.

Words: settled month, billed line, tax point, withheld, gross.
"""
