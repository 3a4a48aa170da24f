"""No room keeps a dated fact of a case to itself: every table of people's records is told of, or named here with the reason."""

import re

import pytest
from sqlalchemy.inspection import inspect

from architecture.documents import operations
from house.services import document_named
from noms.contracts.offender_mgmt.timelines import FactKind
from services.offender_mgmt import main
from services.offender_mgmt.case_facts.queries import FACTS
from services.offender_mgmt.dated_facts.queries import Fact
from services.offender_mgmt.rows import Row
from services.offender_mgmt.sections import SECTIONS

PARTS_OF_A_FACT = {
    "appearance_offence", "requirement", "licence", "licence_condition", "objective", "unmet_need", "requirement_progress", "stay",
    "breach_clock", "court_report", "closure_lifting", "case_place",
}  # fmt: skip
"""Told with the fact that they belong to, or worked out from it."""

WHO_THE_PERSON_IS = {
    "person_identifier", "alias", "address", "spoken_language", "disability", "personal_contact", "person_match", "name_mark",
}  # fmt: skip
"""Particulars bear days, and are no events of the case; third parties are in them."""

WALLED = {
    "victim_contact", "victim_wish", "victim", "victim_representation", "subject_request", "subject_exemption", "subject_pack",
}  # fmt: skip
"""What nobody on the case may see: victims, and what the person asked about themselves."""

OF_ANOTHERS_WORK = {"escort"}
"""A journey by contract: the movements that came of it are told."""


def test_every_table_of_peoples_records_is_told_of_or_named():
    assert main.service.name == "offender_mgmt"
    kept = {name for name, table in Row.metadata.tables.items() if "crn" in table.columns}
    told = {inspect(fact.row).mapper.local_table.name for fact in FACTS}

    assert kept - told - PARTS_OF_A_FACT - WHO_THE_PERSON_IS - WALLED - OF_ANOTHERS_WORK == set()
    assert not told & (WHO_THE_PERSON_IS | WALLED)


def test_every_kind_of_fact_comes_from_somewhere():
    assert {fact.kind for fact in FACTS} == set(FactKind)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.kind}-{fact.scope.name if fact.scope else 'case'}")
def test_a_fact_is_told_to_those_who_may_read_it_in_full(fact: Fact):
    """The address is an operation of this service, and asks for the very permission that the fact asks for."""
    shown = fact.detail_url.replace("{kind}s", "exclusions")
    pattern = re.compile(re.sub(r"\{\w+\}", "{}", shown).replace("{}", r"\{\w+\}"))
    found = [one for one in operations(document_named("offender_mgmt")) if one.method == "get" and pattern.fullmatch(one.path)]

    [operation] = found
    wanted = {"offender_mgmt:cases:read", "offender_mgmt:persons:read"} if fact.scope is None else {fact.scope.name}
    detail_of_the_same = {"offender_mgmt:public_protection:detail": "offender_mgmt:public_protection:read"}
    merged = {"offender_mgmt:persons:merge": "offender_mgmt:persons:read"}
    asked = {(detail_of_the_same | merged).get(name, name) for name in wanted}
    in_the_file = fact.kind is FactKind.ATTENDANCE and SECTIONS["orders"] == fact.scope
    assert set(operation.scopes) & asked or (in_the_file and fact.detail_url.endswith("/case-file"))
