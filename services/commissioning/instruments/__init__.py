"""Which clauses an instrument brings with it, and what each lets happen: one model for SLA and contract, parted by clauses.

Words: instrument, clause, effect. Source: contract for Kilmarnock prison (numbers and headings); NPS SLA 2014-15 (headings).
"""
