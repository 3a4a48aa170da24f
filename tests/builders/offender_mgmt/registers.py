"""Registrations of a man of London, valid by default."""

from typing import Any

from noms.contracts.offender_mgmt.registers import NewRegistration, RegistrationRemoval, ReviewDone

SECRETS = {"notes": "Uncle Quentin at number nine", "officer_code": "LDNSECRET7", "trigger_offence_code": "00801"}
"""What nobody but those who manage the risk may read, in words that stand nowhere else."""


def mappa(**changes: Any) -> NewRegistration:
    """MAPPA category 2, level 2, from 20 May 2010."""
    facts: dict[str, Any] = {"type_code": "MAPP", "starts_on": "2010-05-20", "level": 2, "category": 2, **SECRETS}
    return NewRegistration.model_validate(facts | changes)


def alert(type_code: str = "RST", **changes: Any) -> NewRegistration:
    """A risk to staff, raised in Rye Hill on 14 June 2010."""
    facts: dict[str, Any] = {"type_code": type_code, "starts_on": "2010-06-14", "establishment_code": "RHI"}
    return NewRegistration.model_validate(facts | changes)


def review(**changes: Any) -> ReviewDone:
    """A review on 10 August 2010 that kept everything."""
    return ReviewDone.model_validate({"done_on": "2010-08-10", "outcome": "kept", "notes": "Panel met."} | changes)


def removal(**changes: Any) -> RegistrationRemoval:
    """Taken off on 14 March 2011."""
    facts = {"removed_on": "2011-03-14", "reason_code": "risk_no_longer_present", "reason": "Quiet for a year, says Quentin."}
    return RegistrationRemoval.model_validate(facts | changes)
