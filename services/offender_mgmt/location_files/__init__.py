"""Taking in the nightly location file: who is where tonight, and what must have happened since the ledger was last told.

Words: the file tells the *roll* of the prisons that it names. The same file twice changes nothing; a dry run never does.
"""
