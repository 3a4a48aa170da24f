"""What remand, bail, absence and additional days do to the dates of one chain of sentences.

Words: remand, tagged bail, unlawfully at large (UAL), additional days awarded (ADA) and restored (RADA). Source: PSO 6650.
"""
