"""A real PostgreSQL beside the project, with nothing to install: initialised, started, shared and stopped here.

The server lives exactly as long as somebody uses it. Every user holds a shared lock on one file; a small guard process,
the parent of the server, waits for that lock alone and then stops the server, however its users came to their end.
"""
