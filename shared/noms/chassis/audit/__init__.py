"""The record of every act and every reading: append-only, chained after commit, its head signed and kept elsewhere."""
