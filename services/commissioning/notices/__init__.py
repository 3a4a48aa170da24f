"""Notices under an agreement, each with both sides of it: given, answered, planned for, put right or withdrawn.

Words: notice, clause, grounds, provider's statement, rectification plan, withdrawal.
Source: the standard contract of a private prison, clauses 37, 38 and 46 (Kilmarnock); both sides of a notice as in supplier
violation reports of the ProZorro system.
"""
