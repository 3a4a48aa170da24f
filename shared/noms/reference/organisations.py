"""Organisations that no other list names, their identifiers, and the companies behind contracts."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from noms.reference.periods import Period
from noms.reference.reading import Row, Sourced, read_list

_COMPANY_NUMBER = re.compile(r"(?!0{8})(\d{8}|[A-Z]{2}\d{6})")


class OrganisationKind(StrEnum):
    """What an organisation is."""

    SECRETARY_OF_STATE = "secretary_of_state"
    DEPARTMENT = "department"
    AGENCY = "agency"
    DIRECTORATE = "directorate"
    SERVICE = "service"
    PUBLIC_BODY = "public_body"
    ROM_OFFICE = "rom_office"
    DOM_OFFICE = "dom_office"
    ESTABLISHMENT = "establishment"
    PROBATION_BOARD = "probation_board"
    PROBATION_TRUST = "probation_trust"
    CONTRACTOR = "contractor"
    PROJECT_COMPANY = "project_company"
    """A company founded for one contract, which another company works for."""

    VOLUNTARY = "voluntary"


class Scheme(StrEnum):
    """The list that an identifier comes from. Those that begin with XI are private to this project. House rule: 0110."""

    COMPANIES_HOUSE = "GB-COH"
    CHARITY_COMMISSION = "GB-CHC"
    NOMS = "XI-NOMS"
    NOMIS = "XI-NOMIS"
    PRISON_REGISTER = "XI-PRISON"
    DELIUS = "XI-DELIUS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier(Sourced):
    """One identifier of an organisation, in one scheme."""

    scheme: Scheme
    identifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedOrganisation(Sourced):
    """An organisation by the code that this project gives it; without a beginning it is older than the sources."""

    code: str
    kind: OrganisationKind
    name: str
    begun: Period | None
    gone: Period | None
    """The first day on which it no longer existed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedIdentifier(Identifier):
    """A further identifier of a listed organisation."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Company(Sourced):
    """A company by its number at Companies House."""

    company_number: str
    kind: OrganisationKind
    name: str


@cache
def load_listed_organisations() -> tuple[ListedOrganisation, ...]:
    """Departments, agencies, operators and voluntary bodies."""
    return read_list("organisations.csv", _organisation, lambda row: row.code)


@cache
def load_listed_identifiers() -> tuple[ListedIdentifier, ...]:
    """Identifiers that other schemes give to listed organisations."""
    return read_list("organisation_identifiers.csv", _identifier, lambda row: (row.code, row.scheme))


@cache
def load_companies() -> tuple[Company, ...]:
    """Companies whose number a source gives."""
    return read_list("companies.csv", _company, lambda row: row.company_number)


def _organisation(row: Row) -> ListedOrganisation:
    return ListedOrganisation(
        code=row.text("code"),
        kind=row.choice("kind", OrganisationKind),
        name=row.text("name"),
        begun=row.optional_period("begun"),
        gone=row.optional_period("gone"),
        source=row.text("source"),
    )


def _identifier(row: Row) -> ListedIdentifier:
    return ListedIdentifier(
        code=row.text("code"),
        scheme=row.choice("scheme", Scheme),
        identifier=row.text("identifier"),
        source=row.text("source"),
    )


def _company(row: Row) -> Company:
    number = row.text("company_number")
    if not _COMPANY_NUMBER.fullmatch(number):
        raise row.fault("company_number", f"{number!r} is not a company number such as 02984969 or SC123456")
    return Company(
        company_number=number,
        kind=row.choice("kind", OrganisationKind),
        name=row.text("name"),
        source=row.text("source"),
    )
