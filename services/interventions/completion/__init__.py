"""When a programme counts as completed: every session accounted for and four evidences there, as PC 09/2007 asks."""
