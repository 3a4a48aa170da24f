"""The `noms` command: start everything, walk the journey, get a token, follow events, verify the audit, ask what is wrong."""
