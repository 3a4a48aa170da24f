"""offender_mgmt: one person, one case, from court to the end of sentence, in custody and in the community."""
