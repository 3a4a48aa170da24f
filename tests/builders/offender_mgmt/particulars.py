"""Particulars, valid by default; a test names only what it is about."""

from typing import Any

from noms.contracts.offender_mgmt.particulars import Address, Alias, Disability, PersonalContact, SpokenLanguage


def alias(**changes: Any) -> Alias:
    """Sandy Marlowe, since 2004."""
    return Alias.model_validate({"forename": "Sandy", "surname": "Marlowe", "starts_on": "2004-01-01"} | changes)


def address(**changes: Any) -> Address:
    """A rented main address in London, since May 2009."""
    facts: dict[str, Any] = {
        "status": "main", "kind": "rented", "lines": ["12 Mill Lane", "London"], "postcode": "se58af", "starts_on": "2009-05-01",
    }  # fmt: skip
    return Address.model_validate(facts | changes)


def no_fixed_abode(**changes: Any) -> Address:
    """No home since May 2009."""
    facts = {"status": "main", "kind": "no_fixed_abode", "lines": [], "starts_on": "2009-05-01"}
    return Address.model_validate(facts | changes)


def language(**changes: Any) -> SpokenLanguage:
    """Welsh as the first language, with an interpreter."""
    facts = {"language_code": "cy", "skill": "first_language", "interpreter_needed": True, "starts_on": "2009-05-01"}
    return SpokenLanguage.model_validate(facts | changes)


def disability(**changes: Any) -> Disability:
    """Hard of hearing, with a loop."""
    facts = {"kind": "hearing", "provisions": ["Hearing loop"], "notes": None, "starts_on": "2009-05-01"}
    return Disability.model_validate(facts | changes)


def personal_contact(**changes: Any) -> PersonalContact:
    """A sister to be called in an emergency."""
    facts: dict[str, Any] = {
        "name": "Jo Marlow", "relation": "Sister", "kinds": ["emergency", "family"], "telephone": "020 7946 0000",
        "postcode": "SE5 8AF", "lines": ["12 Mill Lane"], "starts_on": "2009-05-01",
    }  # fmt: skip
    return PersonalContact.model_validate(facts | changes)
