"""What a court of an area can impose now on somebody with these needs, asked live of interventions and commissioning.

It keeps nothing and names nobody. What a silent service would have told is said to be unknown, never made up.
"""
