"""Whether two who classify judge alike: a sample that anybody can draw again, read a second time, and the agreement measured.

Words: second reading, sample, seed, Cohen's kappa. Source: NAO HC 700 2002-03 (controllers judge differently).
"""
