"""The label of every table of people's records: given, given in part, or withheld. A table without one is not given."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.contracts.identifiers import IdentifierKind
from noms.contracts.offender_mgmt.merges import Facts
from noms.contracts.subject_data import Withheld
from noms.reference.register_types import load_register_types

GIVEN = (
    "person", "person_identifier", "alias", "address", "spoken_language", "disability", "personal_contact", "appearance",
    "appearance_offence", "court_order", "requirement", "custodial_sentence", "termination", "licence", "licence_condition",
    "licence_move", "recall", "sentence_adjustment", "key_date_set", "movement", "stay", "assessment", "plan", "objective",
    "unmet_need", "allocation", "responsibility_decision", "handover_circumstance", "public_protection_record", "registration",
    "registration_review", "court_report", "court_report_move", "requirement_progress", "attendance_heard", "failure", "warning",
    "breach", "breach_clock", "escort", "case_transfer",
)  # fmt: skip
"""Kinds of record that a pack holds, in its order."""

_CONTACT = ("name", "telephone", "lines", "postcode", "notes")
WITHHELD_FIELDS: Mapping[str, Mapping[str, Withheld]] = MappingProxyType(
    {
        "personal_contact": dict.fromkeys(_CONTACT, Withheld.THIRD_PARTY),
        "public_protection_record": {"notes": Withheld.THIRD_PARTY},
        "registration": {"notes": Withheld.THIRD_PARTY},
        "registration_review": {"notes": Withheld.THIRD_PARTY},
    }
)
"""Free words about the risk to others name those others; a contact is a person of their own."""

WITHHELD_WHOLE: Mapping[str, Withheld] = MappingProxyType(
    {
        "victim_contact": Withheld.VICTIM,
        "victim_wish": Withheld.VICTIM,
        "victim": Withheld.VICTIM,
        "victim_representation": Withheld.VICTIM,
        "record_closure": Withheld.THIRD_PARTY,
        "closure_lifting": Withheld.THIRD_PARTY,
    }
)
"""Not even that there is one: the list of whom a record is closed to tells of them, and a victim is not to be found by it."""


IDENTIFIERS_NOT_TOLD = frozenset({IdentifierKind.VISOR_ID})
"""Numbers of lists on which a person stands without being told: the register is left out, and so is the number on it."""


def words_not_told() -> frozenset[str]:
    """Registers of the public protection record for which only registrations stand that are left out of an answer."""
    types = [one for one in load_register_types() if one.record_word]
    told_of = {one.record_word for one in types if not one.dpa_exclude}
    return frozenset(one.record_word for one in types if one.record_word and one.record_word not in told_of)


def told(kind: str, row: Facts) -> Facts | None:
    """What of a row says nothing of what is left out; None where the row is about nothing else."""
    if kind == "person_identifier" and row["kind"] in IDENTIFIERS_NOT_TOLD:
        return None
    words = row.get("registers") if kind == "public_protection_record" else None
    return {**row, "registers": [word for word in words if word not in words_not_told()]} if isinstance(words, list) else row


def label(kind: str, field: str) -> Withheld | None:
    """Why a field is withheld from the person; None where it is theirs to see."""
    return WITHHELD_FIELDS.get(kind, {}).get(field)
