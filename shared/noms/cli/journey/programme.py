"""From the requirement to the last session: referral, suitability, a place, attendance, and the four evidences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from noms.cli.journey.cast import Cast
from noms.cli.journey.court import Sentenced
from noms.cli.journey.story import Story, arrived
from noms.cli.personas import DEMO_TRUST
from noms.clients.problems import ClientProblem
from noms.contracts.interventions.attendance import AttendanceRequest
from noms.contracts.interventions.cohorts import CohortRequest, CohortView, SessionsRequest, SessionView, Weekday
from noms.contracts.interventions.completion import EvidenceKind, EvidenceRequest
from noms.contracts.interventions.placement import PlaceRequest
from noms.contracts.interventions.referrals import ReferralRequest, ReferralView
from noms.contracts.interventions.requirements import RequirementView
from noms.contracts.interventions.suitability import SuitabilityRequest

PROGRAMME = "TSP"
DECIDED_BY = "N. Osei, programme team"


@dataclass(frozen=True, slots=True)
class Group:
    """A cohort with its dated sessions."""

    cohort: CohortView
    sessions: Sequence[SessionView]


async def _requirement(cast: Cast, sentenced: Sentenced) -> RequirementView:
    client = await cast.interventions("programme-team")

    async def look() -> RequirementView | None:
        after = None
        while True:
            page = await client.requirements(DEMO_TRUST, waiting=True, after=after)
            found = [each for each in page.data if each.requirement_id == sentenced.programme_requirement]
            if found or page.next_after is None:
                return found[0] if found else None
            after = page.next_after

    return await arrived(f"the programme requirement of {sentenced.crn}", look)


async def refer(cast: Cast, story: Story, sentenced: Sentenced) -> ReferralView:
    """Wait for the requirement to arrive by event, refer, and decide on suitability."""
    requirement = await _requirement(cast, sentenced)
    story.tell(f"The requirement of {sentenced.name} has reached interventions by event.", "interventions",
               f"/v1/requirements?provider={DEMO_TRUST}")  # fmt: skip
    offender_manager = await cast.interventions("offender-manager")
    referral = await offender_manager.refer(
        ReferralRequest(requirement_id=requirement.requirement_id, programme_code=PROGRAMME, referred_on=date(2010, 10, 11))
    )
    story.tell(f"Referred to the Thinking Skills Programme; it must start by {referral.latest_feasible_start} to end in time.",
               "interventions", f"/v1/referrals/{referral.referral_id}")  # fmt: skip
    team = await cast.interventions("programme-team")
    decided = await team.decide_suitability(
        referral.referral_id,
        SuitabilityRequest(
            ogrs_percent=58, need_evidenced=True, exclusions=[], decided_by=DECIDED_BY, decided_on=date(2010, 10, 18)
        ),
    )
    story.tell(f"The programme team finds the referral {decided.state.value}: risk, need and responsivity are open gates.")
    return decided


async def open_group(cast: Cast, story: Story, *, capacity: int) -> Group:
    """Plan a cohort and date its sessions, bank holidays skipped."""
    team = await cast.interventions("programme-team")
    cohort = await team.plan_cohort(
        CohortRequest(
            programme_code=PROGRAMME, provider=DEMO_TRUST, site="Camberwell", capacity=capacity, starts_on=date(2010, 11, 1)
        )
    )
    dated = await team.date_sessions(
        cohort.cohort_id, SessionsRequest(first_on=date(2010, 11, 1), weekdays=[Weekday.MONDAY, Weekday.THURSDAY])
    )
    skipped = ", ".join(day.isoformat() for day in dated.bank_holidays_skipped) or "none"
    story.tell(f"A cohort of {capacity} places is planned: {len(dated.data)} sessions from {dated.data[0].held_on} to "
               f"{dated.data[-1].held_on}; bank holidays skipped: {skipped}.",
               "interventions", f"/v1/cohorts/{cohort.cohort_id}")  # fmt: skip
    return Group(cohort, dated.data)


async def take_place(cast: Cast, story: Story, group: Group, referral: ReferralView) -> bool:
    """Take a place, or be told that there is none left."""
    team = await cast.interventions("programme-team")
    try:
        await team.take_place(group.cohort.cohort_id, PlaceRequest(referral_id=referral.referral_id, taken_on=date(2010, 10, 25)))
    except ClientProblem as problem:
        story.tell(f"{referral.crn} finds no place left ({problem.status} {problem.code}): {problem.problem.title}")
        return False
    story.tell(f"{referral.crn} has a place in the cohort.", "interventions", f"/v1/cohorts/{group.cohort.cohort_id}")
    return True


async def attend(cast: Cast, referral: ReferralView, sessions: Sequence[SessionView], outcome: str = "ATTC") -> None:
    """Record the same outcome at each of these sessions."""
    team = await cast.interventions("programme-team")
    for session in sessions:
        await team.record_attendance(
            session.session_id, AttendanceRequest(referral_id=referral.referral_id, outcome_code=outcome)
        )


async def complete(cast: Cast, story: Story, referral: ReferralView, last_session: date) -> None:
    """Bring the four evidences, one by one; the fourth completes the programme."""
    team = await cast.interventions("programme-team")
    for days, kind in enumerate(EvidenceKind, start=3):
        evidence = EvidenceRequest(kind=kind, dated_on=last_session + timedelta(days=days), reference=f"PPR 2011/{days:03}")
        view = await team.record_evidence(referral.referral_id, evidence)
        missing = ", ".join(each.value for each in view.missing)
        if view.completed_on is None:
            story.tell(f"Evidence {kind.value} is there; still missing: {missing}.")
    story.tell(f"With the fourth evidence the programme is completed on {view.completed_on}.", "interventions",
               f"/v1/referrals/{referral.referral_id}/completion-evidence")  # fmt: skip
