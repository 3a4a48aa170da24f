"""The papers of a person's sentences, as far as key dates depend on them: which are served together, and what comes of them.

Only rules. Words: sentences served together, consecutive, tariff, papers.
"""
