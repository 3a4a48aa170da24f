"""Whether the papers of a person's sentences hold together, and which of them are served one after the other.

Words: warrant, consecutive, concurrent, contradiction. Source: PSO 6650, on what a calculation starts from.
"""
