"""What a commissioner and a provider agreed: the instrument, the service line, its price, and the measures that judge it.

Words: SLA (not enforceable in court) and contract, commissioner, provider, service line, signature, commencement.
Source: Offender Management Act 2007 s.3; NPS SLA template 2014-15 for the sections of an SLA.
"""
