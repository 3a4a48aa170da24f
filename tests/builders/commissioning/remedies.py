"""Remedies, valid by default: figures of one measure, notices on them, and what is sent over HTTP."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

from httpx import Response

from builders.commissioning.agreements import live
from builders.commissioning.personas import LONDON_COMMISSIONER, NATIONAL_COMMISSIONER
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.measures import Direction
from noms.contracts.commissioning.notices import NoticeKind
from noms.contracts.commissioning.triggers import Evidence, EvidenceKind
from services.commissioning.escalation.rules import PARAMETERS, Notice, falls_out_on
from services.commissioning.shortfalls.rules import POINTS, MonthFigure, QuarterFigure

MEASURE = "programme_completions"
NOW = PARAMETERS[-1]
FIRST_DAY = date(2010, 4, 1)
QUARTER_ENDS = (
    date(2010, 6, 30), date(2010, 9, 30), date(2010, 12, 31), date(2011, 3, 31), date(2011, 6, 30), date(2011, 9, 30),
)  # fmt: skip
MONTH_ENDS = tuple(date(2010 + month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(4, 40))
"""The last days of months in a row, the first of them April 2010."""


def cited(kind: EvidenceKind = EvidenceKind.RESULT, of: UUID | None = None) -> Evidence:
    return Evidence(kind=kind, id=of or uuid4())


def an_outturn(quarter: int = 1, value: str = "80", **changes: Any) -> QuarterFigure:
    """A measure at 80 against a floor of 90, in the first quarter."""
    told = {
        "matter": MEASURE, "quarter": quarter, "ends_on": QUARTER_ENDS[quarter - 1], "value": Fraction(value),
        "bound": Fraction(90), "direction": Direction.HIGH, "evidence": (cited(),),
    }  # fmt: skip
    return QuarterFigure(**told | changes)


def points_of_a_quarter(quarter: int = 1, points: str = "160", baseline: str = "100") -> QuarterFigure:
    """Points of a quarter against its baseline."""
    return an_outturn(
        quarter, matter=POINTS, value=Fraction(points), bound=Fraction(baseline), direction=Direction.LOW,
        evidence=(cited(EvidenceKind.SETTLEMENT),),
    )  # fmt: skip


def months(*percents: object, first: int = 0) -> tuple[MonthFigure, ...]:
    """Months in a row with so many per cent of a charge of £10,000.00 deducted."""
    return tuple(
        MonthFigure(
            from_day=MONTH_ENDS[place].replace(day=1), to_day=MONTH_ENDS[place], charge_pence=1_000_000,
            deducted_pence=int(Fraction(str(percent)) * 10_000), evidence=(cited(EvidenceKind.SETTLEMENT),),
        )
        for place, percent in enumerate(percents, first)
    )  # fmt: skip


def a_notice(kind: NoticeKind = NoticeKind.WARNING, **changes: Any) -> Notice:
    """A warning of 12 July 2010 on the first quarter, to be put right by 4 October."""
    told: dict[str, Any] = {
        "notice_id": uuid4(), "kind": kind, "matter": MEASURE, "given_on": date(2010, 7, 12), "quarter": 1,
        "rectify_by": date(2010, 10, 4),
    }  # fmt: skip
    return Notice(**told | changes)


def a_point(scored_on: date, **changes: Any) -> Notice:
    """A default notice of the twelfth day after the month that earned it."""
    told = {
        "matter": "deductions", "given_on": scored_on + timedelta(days=12), "quarter": None, "rectify_by": None,
        "months": (scored_on,), "scored_on": scored_on, "falls_out_on": falls_out_on(scored_on, NOW),
    }  # fmt: skip
    return a_notice(NoticeKind.DEFAULT, **told | changes)


def ids(evidence: Iterable[Evidence]) -> set[UUID]:
    return {item.id for item in evidence}


def new_notice(evidence: Iterable[dict[str, str]], **changes: Any) -> dict[str, Any]:
    """A warning on completions, as it is sent."""
    return {
        "kind": "warning", "matter": MEASURE, "given_on": "2010-07-12", "clause": "DEFAULT",
        "grounds": "Completions of the quarter lie under the agreed floor.", "evidence": list(evidence),
    } | changes  # fmt: skip


def new_statement(**changes: Any) -> dict[str, Any]:
    return {"stated_on": "2010-07-20", "statement": "Referrals fell by a third in May."} | changes


def new_plan(**changes: Any) -> dict[str, Any]:
    return {"submitted_on": "2010-07-23", "plan": "Two more groups from August.", "rectified_by": "2010-10-30"} | changes


def plan_decision(**changes: Any) -> dict[str, Any]:
    return {
        "plan_version": 1,
        "decided_on": "2010-07-28",
        "outcome": "accepted",
        "reasons": "It makes up the shortfall.",
    } | changes


def new_step_in(**changes: Any) -> dict[str, Any]:
    """The step-in at Birmingham prison.

    Source: Ministry of Justice, 20 August 2018: taken over that day for an initial six months, at the contractor's cost.
    """
    return {
        "ground": "likely_loss_of_control", "necessary_for": ["safety_of_any_person"],
        "governor_post": "Governor appointed by the Secretary of State", "appointed_on": "2018-08-20",
        "from_day": "2018-08-20", "until_day": "2019-02-19", "contractor_told_on": "2018-08-20",
        "reasons": "Serious concerns over safety, security and decency.",
    } | changes  # fmt: skip


QUARTERS = {
    1: ("2010-04-01", "2010-06-30"), 2: ("2010-07-01", "2010-09-30"), 3: ("2010-10-01", "2010-12-31"),
    4: ("2011-01-01", "2011-03-31"),
}  # fmt: skip


async def computed(
    service: Running, agreement: str, quarter: int, persona: Persona = LONDON_COMMISSIONER, **changes: Any
) -> None:
    """Compute a contract quarter of 2010-11 from what the peers tell."""
    first, last = QUARTERS[quarter]
    async with service.as_(persona) as client:
        done = await client.post(
            f"/v1/agreements/{agreement}/periods", json={"from_day": first, "to_day": last} | changes, headers=once()
        )
    assert done.status_code == 201, done.text


async def findings(service: Running, agreement: str, as_at: str, persona: Persona = LONDON_COMMISSIONER) -> list[dict[str, Any]]:
    """What the figures call for on a day."""
    async with service.as_(persona) as client:
        told = await client.get("/v1/remedies/triggers", params={"agreement": agreement, "as_at": as_at})
    assert told.status_code == 200, told.text
    return told.json()["findings"]


async def post(service: Running, persona: Persona, path: str, body: dict[str, Any]) -> Response:
    async with service.as_(persona) as client:
        return await client.post(path, json=body, headers=once())


async def given(service: Running, agreement: str, *, by: Persona = LONDON_COMMISSIONER, **changes: Any) -> dict[str, Any]:
    """A notice that the figures call for on its day, given."""
    wanted = new_notice([], **changes)
    calls_for = {"warning": "warning", "improvement": "improvement_notice", "default": "default"}[wanted["kind"]]
    found = [
        finding
        for finding in await findings(service, agreement, wanted["given_on"], by)
        if (finding["calls_for"], finding["matter"]) == (calls_for, wanted["matter"])
    ]
    assert found, "nothing calls for it"
    done = await post(service, by, f"/v1/agreements/{agreement}/notices", wanted | {"evidence": found[0]["evidence"]})
    assert done.status_code == 201, done.text
    return done.json()


BIRMINGHAM = {"provider": "BMI", "commissioner": "NOMS", "starts_on": "2011-10-01", "ends_on": "2026-09-30"}
"""Source: private_prison_contracts.csv: private from 1 October 2011, to expire on 30 September 2026."""

BIRMINGHAM_CONTRACTOR = Persona("bmi-system", "G4S", CallerKind.SYSTEM, ("contractor-system",), {"establishments": ["BMI"]})
SECRETARY_OF_STATE = Persona("sos", "MOJ", CallerKind.STAFF, ("secretary-of-state",), {"everything": True})
ABSENT = "00000000-0000-4000-8000-000000000000"


async def birmingham(service: Running) -> str:
    """The contract for Birmingham prison, in force."""
    return await live(service, NATIONAL_COMMISSIONER, BIRMINGHAM_CONTRACTOR, **BIRMINGHAM)


async def remedies(service: Running, agreement: str, persona: Persona, **query: str) -> dict[str, Any]:
    """The record of remedies as somebody reads it."""
    async with service.as_(persona) as client:
        read = await client.get(f"/v1/agreements/{agreement}/remedies", params=query)
    assert read.status_code == 200, read.text
    return read.json()


def told(answer: Response) -> tuple[int, str, list[str]]:
    """Status, code, and the fields that are named."""
    body = answer.json()
    return answer.status_code, body.get("code", ""), [error["pointer"] for error in body.get("errors", [])]
