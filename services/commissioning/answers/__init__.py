"""The provider's side of a notice and its plan to put the failure right, and what the purchaser says to the plan.

Words: statement, amendment, rectification plan, acceptance, rejection.
Source: both sides on one record as in supplier violation reports of the ProZorro system; House rule 0179 for the plan.
"""
