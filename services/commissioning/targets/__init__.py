"""By what each measure of an agreement is judged on a day: floor, target and stretch, who set them, and since when that is known.

Words: floor, target, stretch, valid from and to, recorded. Before the first dated target stand the agreement's own thresholds.
"""
