"""What this service holds of one person, for offender_mgmt to answer the person's own request with.

This room decides nothing of the answer; it gives every row, and knows none that is somebody else's.
"""
