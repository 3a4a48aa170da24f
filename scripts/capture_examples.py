"""Write the example answer of each operation anew: real answers of running services (`make run`), taken from a walk.

Each service's `examples.json` maps an operation to one answer; the documentation shows it, and a test holds it against the
schema. Lists are cut to two items, so that the documents stay readable.
"""

import asyncio
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from noms.cli.demo import walk
from noms.cli.journey.cast import Cast
from noms.cli.journey.court import sentence
from noms.cli.journey.numbers import a_pnc
from noms.cli.journey.programme import refer
from noms.cli.journey.story import Story
from noms.cli.personas import DEMO_PRISON, DEMO_TRUST, SERVICES
from noms.cli.places import LocalEstate, project_root
from noms.clients.problems import ClientProblem
from noms.contracts.commissioning.office_staff import StaffByOrigin, StaffReturn
from noms.contracts.interventions.withdrawal import WithdrawalReason, WithdrawalRequest
from noms.contracts.offender_mgmt.custody import Release, ReleaseReason
from noms.contracts.offender_mgmt.enforcement import BreachOutcome, CourtDecision
from noms.contracts.offender_mgmt.person_search import PersonSearch
from noms.contracts.offender_mgmt.persons import NumberToCheck
from scripts.case_story import the_case
from scripts.contract_story import catalogue, contract, endings, happenings, interruptions, judged_again, money, returned
from scripts.remedies_story import put_right, to_the_end
from scripts.telling import Chapter, document_at, telling

LONGEST_LIST = 2
BEFORE_THE_WALK: tuple[Chapter, ...] = (contract, happenings, money, put_right, interruptions, endings, to_the_end, catalogue)
"""Whose answers are kept before those of the walk: the requests beside them in the document are these."""

AFTER_THE_WALK: tuple[Chapter, ...] = (judged_again,)
"""What happens to the period of the walk."""

_PARAMETER = re.compile(r"\{\w+\}")
_PERIOD = f"provider={DEMO_TRUST}&from=2010-10-01&to=2011-03-31"

# What the walk does not call: the persona who asks, the service, the path. `{…}` takes the last id of that name in an answer.
ALSO_READ = (
    ("auditor", "commissioning", "/v1/regions"), ("auditor", "commissioning", "/v1/regional-posts?on=2009-07-08"),
    ("auditor", "commissioning", "/v1/establishments"), ("auditor", "commissioning", "/v1/establishments/RHI"),
    ("auditor", "commissioning", "/v1/probation-areas?on=2010-10-01"),
    ("auditor", "commissioning", "/v1/probation-areas/LDN?on=2010-10-01"),
    ("auditor", "commissioning", "/v1/responsibilities/findings"), ("auditor", "commissioning", "/v1/measures"),
    ("auditor", "commissioning", "/v1/measures/programme_completions"),
    ("auditor", "commissioning", "/v1/agreements/{agreement_id}/periods"),
    ("auditor", "commissioning", "/v1/agreements"), ("auditor", "commissioning", "/v1/organisations?on=2010-06-30"),
    ("auditor", "commissioning", "/v1/organisations/XI-NOMS-TRUST-LDN"),
    ("auditor", "commissioning", "/v1/organisations/XI-NOMS-TRUST-LDN/lineage"),
    ("auditor", "commissioning", "/v1/posts?on=2009-06-08"), ("auditor", "commissioning", "/v1/posts/DOM-LON"),
    ("auditor", "commissioning", "/v1/staff-counts?office=HQ"),
    ("auditor", "commissioning", "/v1/responsibilities?on=2008-10-01&region=LON"),
    ("auditor", "commissioning", "/v1/responsibilities/timeline?establishment=RHI"),
    ("auditor", "commissioning", "/v1/measures/arrival_at_court_on_time/targets"),
    ("auditor", "commissioning", "/v1/specifications?on=2010-06-30"),
    ("auditor", "commissioning", "/v1/specifications/COURT-REPORTS"),
    ("auditor", "commissioning", "/v1/specifications/COURT-REPORTS/versions/1"),
    ("auditor", "commissioning", "/v1/specifications/COURT-REPORTS/eligibility?on=2010-06-30"),
    ("auditor", "commissioning", "/v1/specifications/COURT-REPORTS/benchmarks"),
    ("auditor", "commissioning", "/v1/establishments/RHI/places?on=2010-06-30"),
    ("auditor", "commissioning", "/v1/measure-uses"), ("auditor", "commissioning", "/v1/rating-formulas"),
    ("auditor", "commissioning", "/v1/comparator-groups?on=2010-06-30"),
    ("auditor", "commissioning", "/v1/ratings/discriminating-power?year=2010"),
    ("auditor", "commissioning", f"/v1/scorecards/providers/{DEMO_TRUST}"),
    ("auditor", "commissioning", "/v1/scorecards/regions/LON"),
    ("auditor", "commissioning", "/v1/scorecards/measures/programme_completions"),
    ("auditor", "commissioning", "/v1/agreements/{agreement_id}"),
    ("auditor", "commissioning", "/v1/agreements/{agreement_id}/periods/{period_id}"),
    ("auditor", "commissioning",
     "/v1/agreements/{agreement_id}/periods/{period_id}/results/programme_completions/events?part=numerator"),
    ("offender-manager", "offender_mgmt", "/v1/persons/{crn}"), ("offender-manager", "offender_mgmt", "/v1/orders/{order_id}"),
    ("offender-manager", "offender_mgmt", "/v1/persons/{crn}/custody"), ("offender-manager", "offender_mgmt", "/v1/cases"),
    ("offender-manager", "offender_mgmt", "/v1/assessments/{assessment_id}"),
    ("offender-manager", "offender_mgmt", "/v1/plans/{plan_id}"),
    ("offender-manager", "offender_mgmt", "/v1/persons/{crn}/allocations"),
    ("offender-manager", "offender_mgmt", "/v1/persons/{crn}/public-protection"),
    ("auditor", "offender_mgmt", f"/v1/measures/breach_action_within_ten_working_days?{_PERIOD}"),
    ("auditor", "offender_mgmt", f"/v1/measures/breach_action_within_ten_working_days/events?{_PERIOD}&part=numerator"),
    ("auditor", "offender_mgmt", "/v1/events"), ("auditor", "commissioning", "/v1/events"),
    ("auditor", "interventions", "/v1/events"),
    ("programme-team", "interventions", f"/v1/offers?area={DEMO_TRUST}"),
    ("programme-team", "interventions", "/v1/programmes"), ("programme-team", "interventions", "/v1/programmes/TSP"),
    ("programme-team", "interventions", f"/v1/requirements?provider={DEMO_TRUST}"),
    ("programme-team", "interventions", "/v1/referrals/{referral_id}"),
    ("programme-team", "interventions", f"/v1/cohorts?provider={DEMO_TRUST}"),
    ("programme-team", "interventions", "/v1/cohorts/{cohort_id}"),
    ("programme-team", "interventions", "/v1/sessions/{session_id}/attendance"),
    ("programme-team", "interventions", "/v1/referrals/{referral_id}/completion-evidence"),
    ("auditor", "interventions", "/v1/measures"), ("auditor", "offender_mgmt", "/v1/measures"),
    ("auditor", "interventions", f"/v1/measures/programme_completions?{_PERIOD}"),
    ("auditor", "interventions", f"/v1/measures/programme_completions/events?{_PERIOD}&part=numerator"),
)  # fmt: skip


class Listening(httpx.AsyncBaseTransport):
    """Passes requests on and keeps the first good answer to each operation, and the last of every id in them."""

    def __init__(self, operations: Mapping[int, Iterable[tuple[str, re.Pattern[str], str]]], ports: Mapping[int, str]) -> None:
        self._inner = httpx.AsyncHTTPTransport()
        self._operations = operations
        self._ports = ports
        self.kept: dict[str, dict[str, Any]] = {service: {} for service in ports.values()}
        self.ids: dict[str, str] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._inner.handle_async_request(request)
        await response.aread()
        port = request.url.port or 0
        for method, pattern, operation in self._operations[port]:
            if response.is_success and method == request.method and pattern.fullmatch(request.url.path):
                answer = json.loads(response.content)
                self._keep(self._ports[port], operation, answer)
                self._note_ids(answer)
                break
        return response

    def _keep(self, service: str, operation: str, answer: Any) -> None:
        """Keep the first answer, or the first that shows something where lists were empty before."""
        before = self.kept[service].get(operation)
        if before is None or (isinstance(before, dict) and before.get("data") == []):
            self.kept[service][operation] = shortened(answer)

    def _note_ids(self, answer: Any) -> None:
        if isinstance(answer, list):
            for item in answer:
                self._note_ids(item)
        elif isinstance(answer, dict):
            self.ids |= {name: value for name, value in answer.items() if isinstance(value, str)}
            for value in answer.values():
                self._note_ids(value)


def shortened(answer: Any) -> Any:
    """The same answer with long lists cut."""
    if isinstance(answer, list):
        return [shortened(item) for item in answer[:LONGEST_LIST]]
    if isinstance(answer, dict):
        return {name: shortened(value) for name, value in answer.items()}
    return answer


def operations_of(url: str) -> list[tuple[str, re.Pattern[str], str]]:
    """Method, path pattern and name of each operation of a running service; a fixed path comes before one with parameters."""
    paths = document_at(url)["paths"]
    return [
        (method.upper(), re.compile(_PARAMETER.sub("[^/]+", path)), operation["operationId"])
        for path, item in sorted(paths.items(), key=lambda entry: (entry[0].count("{"), entry[0]))
        for method, operation in item.items()
        if path.startswith("/v1")
    ]


async def _do_the_rest(cast: Cast, ids: Mapping[str, str]) -> None:
    """The acts that the walk does not need, each with the example of its own request."""
    silent, prisoner = Story(cast.estate, None), ids["crn"]
    officer = await cast.offender_mgmt("offender-manager")
    await officer.search_persons(PersonSearch(surname="Marlow", date_of_birth=date(1984, 3, 9)))
    await officer.check_number(NumberToCheck(kind="pnc", value="02/73319Z"))
    await officer.record_outcome(
        UUID(ids["breach_id"]), CourtDecision(decided_on=date(2011, 1, 12), outcome=BreachOutcome.ORDER_AMENDED)
    )
    supervisor = await cast.offender_mgmt("offender-supervisor")
    left = Release(establishment_code=DEMO_PRISON, released_on=date(2011, 11, 14), reason_code=ReleaseReason.CONDITIONAL_RELEASE)
    await supervisor.release(prisoner, left)
    moved = await refer(cast, silent, await sentence(cast, silent, "Chris", "Poole", a_pnc(1990)))
    referrer = await cast.interventions("offender-manager")
    await referrer.withdraw(moved.referral_id, WithdrawalRequest(reason=WithdrawalReason.MOVED, withdrawn_on=date(2010, 10, 25)))
    director = await cast.commissioning("commissioner")
    by_origin = StaffByOrigin(probation=14, prison=12, other=9, unknown=3)
    reported = StaffReturn(region_code="LON", as_at=date(2010, 9, 30), by_origin=by_origin, source="Return of the London office")
    await director.report_regional_office_staff(reported)


async def _tell_of_contracts(estate: LocalEstate, listening: Listening, chapters: Sequence[Chapter]) -> None:
    """Acts of commissioning that the walk does not need, on records of their own or on those of the walk."""
    async with telling(estate.url("commissioning"), estate.issuer(), listening) as teller:
        teller.ids |= {name: listening.ids[name] for name in ("agreement_id", "period_id") if name in listening.ids}
        for chapter in chapters:
            await chapter(teller)


async def capture(estate: LocalEstate) -> Mapping[str, dict[str, Any]]:
    """Walk the journey, then read what it did not call."""
    ports = {estate.port(service): service for service in SERVICES}
    listening = Listening({port: operations_of(estate.url(service)) for port, service in ports.items()}, ports)
    async with Cast(estate, listening) as cast:
        await _tell_of_contracts(estate, listening, BEFORE_THE_WALK)
        await walk(cast, Story(estate, None))
        await _do_the_rest(cast, dict(listening.ids))
        ids = dict(listening.ids)
        await the_case(estate, listening)
        listening.ids = ids
        await _tell_of_contracts(estate, listening, AFTER_THE_WALK)
        for persona, service, path in ALSO_READ:
            reader = await cast.feed(service, persona)
            try:
                await reader.get(Any, path.format_map(listening.ids))
            except ClientProblem as problem:
                print(f"{persona} may not read {path}: {problem}")
        await _tell_of_contracts(estate, listening, [returned])
    return listening.kept


def main() -> None:
    """Write `services/<service>/examples.json` for each service."""
    root = project_root()
    for service, kept in asyncio.run(capture(LocalEstate(root))).items():
        target: Path = root / "services" / service / "examples.json"
        kept |= {name: old for name, old in _by_hand(target).items() if name not in kept}
        target.write_text(json.dumps(dict(sorted(kept.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{service}: {len(kept)} examples")


def _by_hand(target: Path) -> dict[str, Any]:
    """Examples that no walk makes, kept as they stand in the file."""
    return dict(json.loads(target.read_text("utf-8"))) if target.exists() else {}


if __name__ == "__main__":
    main()
