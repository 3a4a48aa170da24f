"""Whether a particular can stand on the person's record, and the one form of a postcode."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from noms.contracts.offender_mgmt.particulars import (
    Address,
    AddressKind,
    AddressStatus,
    Alias,
    Particular,
    PersonalContact,
)
from noms.contracts.problems import FieldError
from services.offender_mgmt.persons.rules import EARLIEST_BIRTHDAY, PLACEHOLDER_BIRTHDAYS, name_key

_POSTCODE = re.compile(r"(GIR|[A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
"""Source: BS 7666, the shape of a postcode without its space."""

NO_FIXED_ABODE = "NF1 1NF"
"""A postcode that other systems write for people of no fixed abode. Source: hmpps-person-match, cleaning of postcodes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A fact of the same sort that stands on the record: which, when, and of an address whether it is the main one."""

    particular_id: UUID
    starts_on: date
    ends_on: date | None
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """The days within which a fact about a person can begin."""

    born_on: date
    as_at: date


def postcode(written: str) -> str | None:
    """The postcode in its one form, SE5 8AF, however it was written; None when it cannot be one."""
    found = _POSTCODE.fullmatch("".join(written.upper().split()))
    return " ".join(found.groups()) if found else None


def faults_of(particular: Particular, standing: Sequence[Standing], life: Life) -> tuple[FieldError, ...]:
    """Everything that keeps the particular from the record, each with its field; none when it can stand there."""
    return (
        *_faults_of_days(particular, life),
        *_faults_of_correction(particular, standing),
        *(_faults_of_alias(particular, life) if isinstance(particular, Alias) else ()),
        *(_faults_of_address(particular, standing) if isinstance(particular, Address) else ()),
        *(_faults_of_postcode(particular.postcode) if isinstance(particular, Address | PersonalContact) else ()),
    )


def _faults_of_days(particular: Particular, life: Life) -> Iterator[FieldError]:
    planned = isinstance(particular, Address) and particular.status is AddressStatus.PROPOSED_FOR_RELEASE
    if particular.starts_on < life.born_on:
        yield FieldError(pointer="/starts_on", code="before_birth", message="Nothing can be so before the person was born.")
    if particular.starts_on > life.as_at and not planned:
        yield FieldError(pointer="/starts_on", code="in_the_future", message="Record what is so when it has begun.")
    if particular.ends_on is not None and particular.ends_on < particular.starts_on:
        yield FieldError(pointer="/ends_on", code="ends_before_it_begins", message="The last day lies before the first.")


def _faults_of_correction(particular: Particular, standing: Sequence[Standing]) -> Iterator[FieldError]:
    known = {fact.particular_id for fact in standing}
    if particular.supersedes is not None and particular.supersedes not in known:
        yield FieldError(
            pointer="/supersedes",
            code="not_standing",
            message="No such fact stands on the record: it is not there, or was corrected.",
        )


def _faults_of_alias(alias: Alias, life: Life) -> Iterator[FieldError]:
    for field, name in (("forename", alias.forename), ("surname", alias.surname)):
        if not name_key(name):
            yield FieldError(pointer=f"/{field}", code="name_without_letters", message="A name has at least one letter.")
    born_on = alias.date_of_birth
    if born_on in PLACEHOLDER_BIRTHDAYS:
        yield FieldError(
            pointer="/date_of_birth", code="placeholder_date", message="This day stands for a date that is not known."
        )
    elif born_on is not None and not EARLIEST_BIRTHDAY <= born_on <= life.as_at:
        yield FieldError(pointer="/date_of_birth", code="day_not_possible", message="Nobody on record was born on this day.")


def _faults_of_address(address: Address, standing: Sequence[Standing]) -> Iterator[FieldError]:
    without_home = address.kind is AddressKind.NO_FIXED_ABODE
    if without_home and (address.lines or address.postcode):
        yield FieldError(
            pointer="/lines", code="no_fixed_abode_has_no_address", message="No fixed abode is told without an address."
        )
    if not without_home and not address.lines:
        yield FieldError(pointer="/lines", code="missing", message="Give the lines of the address, or say no_fixed_abode.")
    if address.status is AddressStatus.MAIN and any(_meets(address, fact) for fact in standing if fact.is_main):
        yield FieldError(
            pointer="/starts_on",
            code="overlaps",
            message="The person has another main address on some of these days: end that first.",
        )


def _meets(address: Address, fact: Standing) -> bool:
    if fact.particular_id == address.supersedes:
        return False
    return fact.starts_on <= (address.ends_on or date.max) and address.starts_on <= (fact.ends_on or date.max)


def _faults_of_postcode(written: str | None) -> Iterator[FieldError]:
    if written is None:
        return
    if (found := postcode(written)) is None:
        yield FieldError(pointer="/postcode", code="wrong_form", message="This does not have the form of a postcode.")
    elif found == NO_FIXED_ABODE:
        yield FieldError(pointer="/postcode", code="placeholder_postcode", message="Say no_fixed_abode, without a postcode.")
