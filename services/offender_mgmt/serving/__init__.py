"""Which sentences of a person run on which days, and the facts that decide a handover on each of them.

Words: last day of a sentence, tariff, recall; the ends of sentences follow the key dates in force, where there are any.
"""
