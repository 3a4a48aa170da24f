"""What must be known of a person before a case is opened, and which numbers can be theirs."""

import unicodedata
from collections.abc import Iterator
from datetime import date

from noms.contracts.identifiers import IdentifierKind, check_identifier
from noms.contracts.offender_mgmt.persons import IdentifierHeld, IdentifierToRecord, PersonToRegister, age_on
from noms.contracts.problems import FieldError
from noms.reference.faults import UnknownCode
from noms.reference.probation_areas import probation_areas_with_code

PLACEHOLDER_BIRTHDAYS = frozenset({date(1900, 1, 1), date(1970, 1, 1)})
"""Days that other systems write when the date of birth is not known.

Source: hmpps-person-match, cleaning of dates of birth before matching.
"""

EARLIEST_BIRTHDAY = date(1880, 1, 1)  # House rule: 0066

AGE_OF_CRIMINAL_RESPONSIBILITY = 10  # Source: Children and Young Persons Act 1933 s.50

ONE_PERSONS = frozenset({IdentifierKind.PNC, IdentifierKind.CRO, IdentifierKind.NOMS_NUMBER, IdentifierKind.NINO})
"""Numbers that belong to one person for life: two records with one of them are of one person, or one of them is wrong."""

CRN_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CRNS_PER_LETTER = 1_000_000  # Source: form of the case reference number, one letter and six digits (Delius)


def crn_of(number: int) -> str:
    """The case reference number of the person registered under this number: 1 is A000001, 1,000,000 is B000000."""
    letter, digits = divmod(number, CRNS_PER_LETTER)
    return f"{CRN_LETTERS[letter]}{digits:06d}"


def name_key(name: str) -> str:
    """The name as it is searched: capitals only, without accents, spaces and punctuation. O'Connor is OCONNOR."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).upper())
    return "".join(sign for sign in plain if sign.isalpha())


def faults_of_person(person: PersonToRegister, *, as_at: date) -> tuple[FieldError, ...]:
    """Everything that keeps these facts from opening a case, each with its field; none when they suffice."""
    return (
        *_faults_of_names(person),
        *_faults_of_birth(person.date_of_birth, as_at),
        *_faults_of_provider(person.provider),
        *_faults_of_identifiers(person, as_at),
    )


def faults_of_number(number: IdentifierToRecord, *, born_on: date, as_at: date) -> tuple[FieldError, ...]:
    """Everything that keeps a number from the person's record, each with its field.

    Whether it can be anybody's is asked of a number typed at a keyboard alone: a feed's is kept as offered, and marked.
    """
    reason = None if number.from_feed else check_identifier(number.kind, number.value, as_at=as_at).reason
    form = () if reason is None else (FieldError(pointer="/value", code=reason, message=reason.sentence),)
    return (*form, *_faults_of_days(number, "", born_on, as_at))


def _faults_of_names(person: PersonToRegister) -> Iterator[FieldError]:
    for field, name in (("forename", person.forename), ("surname", person.surname)):
        if not name_key(name):
            yield FieldError(pointer=f"/{field}", code="name_without_letters", message="A name has at least one letter.")


def _faults_of_birth(born_on: date, as_at: date) -> Iterator[FieldError]:
    if born_on in PLACEHOLDER_BIRTHDAYS:
        yield FieldError(
            pointer="/date_of_birth",
            code="placeholder_date",
            message="This day is written where the date of birth is not known: find out the true one.",
        )
    elif born_on < EARLIEST_BIRTHDAY:
        yield FieldError(
            pointer="/date_of_birth",
            code="too_long_ago",
            message=f"Nobody born before {EARLIEST_BIRTHDAY} is under sentence: find out the true date.",
        )
    elif age_on(as_at, born_on=born_on) < AGE_OF_CRIMINAL_RESPONSIBILITY:
        yield FieldError(
            pointer="/date_of_birth",
            code="below_age_of_criminal_responsibility",
            message=f"A person under {AGE_OF_CRIMINAL_RESPONSIBILITY} cannot be guilty of an offence.",
        )


def _faults_of_provider(provider: str) -> Iterator[FieldError]:
    try:
        probation_areas_with_code(provider)
    except UnknownCode:
        yield FieldError(pointer="/provider", code="unknown_provider", message="No trust or board has this code.")


def _faults_of_identifiers(person: PersonToRegister, as_at: date) -> Iterator[FieldError]:
    seen: set[tuple[str, str]] = set()
    for index, identifier in enumerate(person.identifiers):
        check = check_identifier(identifier.kind, identifier.value, as_at=as_at)
        where = f"/identifiers/{index}"
        if check.reason is not None:
            yield FieldError(pointer=f"{where}/value", code=check.reason, message=check.reason.sentence)
        elif (identifier.kind, str(check.canonical)) in seen:
            yield FieldError(pointer=f"{where}/value", code="repeated", message="The same number stands above already.")
        seen.add((identifier.kind, str(check.canonical)))
        yield from _faults_of_days(identifier, where, person.date_of_birth, as_at)


def _faults_of_days(number: IdentifierHeld | IdentifierToRecord, where: str, born_on: date, as_at: date) -> Iterator[FieldError]:
    if not born_on <= number.held_from <= as_at:
        yield FieldError(
            pointer=f"{where}/held_from", code="day_not_possible", message="A number is given between birth and today."
        )
    if number.held_until is not None and number.held_until < number.held_from:
        yield FieldError(
            pointer=f"{where}/held_until", code="ends_before_it_begins", message="The last day lies before the first."
        )
