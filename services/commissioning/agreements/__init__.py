"""What a commissioner and a provider agreed: drawn up, measured, signed by both, brought into force; SLA or contract.

Words: SLA (not enforceable in court) and contract, commissioner, provider, inbound (NOMS provides), signature, commencement.
Source: Offender Management Act 2007 s.3; NPS SLA template 2014-15; founding paper 003 for who buys from the agency.
"""
