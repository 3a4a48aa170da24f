"""What happened at each session, in the shared code table of outcomes; a correction supersedes and nothing is overwritten."""
