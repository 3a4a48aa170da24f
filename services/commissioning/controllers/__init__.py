"""How the classifications of each controller stood up to contests, for those who oversee.

Words: controller, share overturned. Source: NAO HC 700 2002-03 (controllers judge differently).
"""
