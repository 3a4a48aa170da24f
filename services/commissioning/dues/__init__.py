"""What is due for each line when an invoice comes, and what earlier invoices were paid of it.

Words: due, line, in dispute, billed month, closing invoice, paid to date.
"""
