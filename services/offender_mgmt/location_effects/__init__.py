"""What the lines of a location file change: who was received, who came from another prison, and who is no longer there.

Words: a *change* is a movement that the file implies and nobody recorded. All of it happens in a few statements over all lines.
"""
