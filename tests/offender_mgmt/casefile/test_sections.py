"""Each section of a case for each role: there for whoever may read it in its own room, and null for anybody else."""

from typing import Any

import pytest
from pydantic import BaseModel

from architecture.documents import operations
from builders.offender_mgmt.full_cases import a_full_case
from builders.offender_mgmt.whole_cases import WholeCase
from house.running import Running
from house.services import document_named
from noms.chassis.clock import today
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.offender_mgmt.casefile import CaseFile
from noms.contracts.offender_mgmt.caselist import CaseLine
from noms.contracts.offender_mgmt.past_cases import CaseAsAt
from services.offender_mgmt.casefile.queries import case_file_for
from services.offender_mgmt.permissions import CASES_READ, PERSONS_READ, PUBLIC_PROTECTION_DETAIL, ROLES
from services.offender_mgmt.sections import DETAIL, SECTIONS

PERSON = "/v1/persons/{crn}"
ROOMS = {
    "person": PERSON, "merged_crns": f"{PERSON}/merges", "aliases": f"{PERSON}/particulars", "addresses": f"{PERSON}/particulars",
    "languages": f"{PERSON}/particulars", "disabilities": f"{PERSON}/particulars", "personal_contacts": f"{PERSON}/particulars",
    "closures_in_force": f"{PERSON}/exclusions", "orders": "/v1/orders/{order_id}", "recall": f"{PERSON}/recalls",
    "custodial_sentences": f"{PERSON}/custodial-sentences", "appearances": f"{PERSON}/appearances",
    "licence": f"{PERSON}/licences", "terminations": f"{PERSON}/terminations", "key_dates": f"{PERSON}/key-dates",
    "custody": f"{PERSON}/custody", "establishment_code": f"{PERSON}/custody", "needs": "/v1/assessments/{assessment_id}",
    "plan": "/v1/plans/{plan_id}", "next_review_on": "/v1/plans/{plan_id}", "public_protection": f"{PERSON}/public-protection",
    "registrations": f"{PERSON}/registrations", "offender_manager": f"{PERSON}/allocations",
    "offender_supervisor": f"{PERSON}/allocations", "case_administrator": f"{PERSON}/allocations",
    "key_workers": f"{PERSON}/allocations", "tier": f"{PERSON}/allocations", "pending_transfers": f"{PERSON}/transfers",
    "responsibility_decision": f"{PERSON}/responsibility-decisions", "open_court_reports": f"{PERSON}/court-reports",
}  # fmt: skip
OF_THE_RISK = {DETAIL, "victim_contact"}
"""Parts that no room opens by a scope of its own: they are for whoever manages the risk."""

SCOPES = {role: frozenset(scope.name for scope in scopes) for role, scopes in ROLES.items()}
READERS = [role for role, scopes in SCOPES.items() if CASES_READ.name in scopes]


@pytest.fixture(scope="module")
async def full(service: Running) -> WholeCase:
    return await a_full_case(service)


def sections(view: type[BaseModel]) -> set[str]:
    return set(view.model_fields) & set(SECTIONS)


async def read(service: Running, role: str, path: str) -> dict[str, Any]:
    persona = Persona(f"reader-{role}", "NOMS", CallerKind.STAFF, (role,), {"everything": True})
    async with service.as_(persona) as client:
        answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def held_against_scopes(role: str, view: type[BaseModel], told: dict[str, Any]) -> None:
    assert set(told) == set(view.model_fields)
    assert {name for name in sections(view) if told[name]} == {n for n in sections(view) if SECTIONS[n].name in SCOPES[role]}
    assert {name for name in sections(view) if told[name] is not None} == {name for name in sections(view) if told[name]}
    if told.get("public_protection"):
        assert bool(told["public_protection"]["detail"]) == (PUBLIC_PROTECTION_DETAIL.name in SCOPES[role])


@pytest.mark.parametrize("role", READERS)
async def test_the_case_file_shows_a_role_what_its_rooms_would_and_nothing_else(service: Running, full: WholeCase, role: str):
    held_against_scopes(role, CaseFile, await read(service, role, f"/v1/persons/{full.case.crn}/case-file"))


@pytest.mark.parametrize("role", READERS)
async def test_the_case_as_at_a_day_shows_a_role_what_its_rooms_would(service: Running, full: WholeCase, role: str):
    told = await read(service, role, f"/v1/persons/{full.case.crn}/case-as-at?on=2012-01-10")
    now = await read(service, role, f"/v1/persons/{full.case.crn}/case-as-at?on={today()}")
    only_now = {name: now[name] for name in ("public_protection", "key_dates", "licence")}

    held_against_scopes(role, CaseAsAt, told | only_now)


@pytest.mark.parametrize("role", READERS)
async def test_the_list_shows_a_role_what_its_rooms_would(service: Running, full: WholeCase, role: str):
    told = await read(service, role, "/v1/cases")
    [line] = [one for one in told["data"] if one["crn"] == full.case.crn]

    held_against_scopes(role, CaseLine, line)


@pytest.mark.parametrize("section", sorted(set(SECTIONS) - OF_THE_RISK))
def test_a_section_asks_for_the_scope_of_its_own_room(section: str):
    [room] = [one for one in operations(document_named("offender_mgmt")) if (one.method, one.path) == ("get", ROOMS[section])]

    assert room.scopes == [SECTIONS[section].name]


def test_what_belongs_to_the_risk_asks_for_its_scope():
    assert {SECTIONS[name] for name in OF_THE_RISK} == {PUBLIC_PROTECTION_DETAIL}


def test_whoever_reads_cases_may_know_whose_they_are():
    assert [role for role in READERS if PERSONS_READ.name not in SCOPES[role]] == []


def test_roles_that_see_the_same_share_a_statement_and_read_no_other_table():
    statements = {role: case_file_for(SCOPES[role]) for role in READERS}

    assert statements["offender-manager"] is statements["offender-supervisor"] is statements["trust-system"]
    assert len(set(statements.values())) == 4
    assert not {table for table in ("plan", "assessment", "allocation") if f"FROM {table}" in statements["records-manager"].sql}


async def test_a_contracted_prison_keeps_plan_needs_risk_and_licence(service: Running, full: WholeCase):
    told = await read(service, "contractor-system", f"/v1/persons/{full.case.crn}/case-file")

    assert [
        name for name in ("plan", "needs", "public_protection", "licence", "key_dates", "registrations") if not told[name]
    ] == []
