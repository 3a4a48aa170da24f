"""What an area offers now: its programmes with their next group and free places, and how completions went.

It keeps nothing and names nobody: it is made for courts, which ask through `offender_mgmt`.
"""
