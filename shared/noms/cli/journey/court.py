"""The person, the order of the court, the officer, the assessment and the plan."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from noms.cli.journey.cast import Cast
from noms.cli.journey.story import Story
from noms.cli.personas import DEMO_TRUST
from noms.clients.problems import ClientProblem
from noms.contracts.identifiers import IdentifierKind
from noms.contracts.offender_mgmt.allocations import OffenderManagerAllocation, OfficerRole
from noms.contracts.offender_mgmt.assessments import AssessmentPurpose, AssessmentView, NewAssessment, SectionScore
from noms.contracts.offender_mgmt.order_views import OrderView
from noms.contracts.offender_mgmt.persons import IdentifierHeld, PersonToRegister, Sex
from noms.contracts.offender_mgmt.plans import AssessedNeed, NewObjective, NewPlan, NewUnmetNeed, UnmetReason
from noms.contracts.offender_mgmt.sentences import Court, OrderKind, OrderToMake, RequirementToImpose

MADE_ON = date(2010, 10, 4)
OFFICER = "Pat Morgan"


@dataclass(frozen=True, slots=True)
class Sentenced:
    """Somebody under a community order, and its two requirements."""

    crn: str
    name: str
    order: OrderView

    @property
    def programme_requirement(self) -> UUID:
        """The requirement that interventions will deliver."""
        return next(each.requirement_id for each in self.order.requirements if each.code == "PROG")


async def sentence(cast: Cast, story: Story, forename: str, surname: str, pnc: str) -> Sentenced:
    """Register a person with a valid PNC number, and record the community order of the court."""
    client = await cast.offender_mgmt("offender-manager")
    held = IdentifierHeld(kind=IdentifierKind.PNC, value=pnc, held_from=date(2002, 11, 4))
    person = await client.register_person(
        PersonToRegister(
            forename=forename,
            surname=surname,
            date_of_birth=date(1984, 3, 9),
            sex=Sex.MALE,
            provider=DEMO_TRUST,
            identifiers=[held],
        )
    )
    written = person.identifiers[0].value
    story.tell(f"{forename} {surname} is registered as {person.crn}; {pnc} is the PNC number {written}.", "offender_mgmt",
               f"/v1/persons/{person.crn}")  # fmt: skip
    order = await client.record_order(person.crn, _order())
    story.tell("The magistrates make a community order: an accredited programme and 120 hours of unpaid work.", "offender_mgmt",
               f"/v1/orders/{order.order_id}")  # fmt: skip
    return Sentenced(person.crn, f"{forename} {surname}", order)


def _order(hours: int = 120) -> OrderToMake:
    return OrderToMake(
        kind=OrderKind.COMMUNITY_ORDER,
        court=Court.MAGISTRATES_COURT,
        offence_code="10501",
        offence_committed_on=date(2010, 7, 2),
        convicted_on=date(2010, 9, 1),
        made_on=MADE_ON,
        ends_on=date(2012, 10, 3),
        provider=DEMO_TRUST,
        requirements=[RequirementToImpose(code="PROG", programme_code="TSP"), RequirementToImpose(code="UPW", quantity=hours)],
    )


async def refuse_too_many_hours(cast: Cast, story: Story, crn: str) -> None:
    """Show that 400 hours of unpaid work are refused, and why."""
    client = await cast.offender_mgmt("offender-manager")
    try:
        await client.record_order(crn, _order(hours=400))
    except ClientProblem as problem:
        story.tell(f"400 hours would be refused ({problem.status} {problem.code}): {problem.errors[0].message}")


async def assess_and_plan(cast: Cast, story: Story, sentenced: Sentenced) -> None:
    """Allocate an offender manager, assess, and plan for the needs that the assessment found."""
    client = await cast.offender_mgmt("offender-manager")
    allocated = await client.allocate(
        sentenced.crn,
        OffenderManagerAllocation(
            role=OfficerRole.OFFENDER_MANAGER, officer_code="LDN1042", officer_name=OFFICER, provider=DEMO_TRUST,
            starts_on=date(2010, 10, 6), tier=3, tier_reason="An accredited programme is required.",
        ),
    )  # fmt: skip
    story.tell(f"{OFFICER} is the offender manager from {allocated.starts_on}; National Standards asked for {allocated.due_by}.")
    scores = {"THINK": 5, "ATT": 3, "ALC": 1, "ACC": 3}
    assessment = await client.record_assessment(
        sentenced.crn,
        NewAssessment(
            purpose=AssessmentPurpose.START_OF_ORDER, completed_on=date(2010, 10, 18),
            section_scores=[SectionScore(section_code=code, score=score) for code, score in scores.items()],
        ),
    )  # fmt: skip
    needs = [section.name for section in assessment.sections if section.need]
    story.tell(f"OASys finds these needs: {', '.join(needs)}.", "offender_mgmt", f"/v1/assessments/{assessment.assessment_id}")
    await _refuse_objective_without_need(cast, story, sentenced, assessment)
    plan = await client.make_plan(sentenced.crn, _plan(assessment))
    story.tell("The plan answers each need with an objective, or records why it cannot be met yet.", "offender_mgmt",
               f"/v1/plans/{plan.plan_id}")  # fmt: skip


async def _refuse_objective_without_need(cast: Cast, story: Story, sentenced: Sentenced, assessment: AssessmentView) -> None:
    client = await cast.offender_mgmt("offender-manager")
    objective = NewObjective(need=_need(assessment, "ALC"), objective="Drink less at weekends.")
    try:
        await client.make_plan(sentenced.crn, NewPlan(agreed_on=date(2010, 10, 22), objectives=[objective]))
    except ClientProblem as problem:
        story.tell(f"An objective for alcohol would be refused ({problem.status} {problem.code}): {problem.errors[0].message}")


def _need(assessment: AssessmentView, code: str) -> AssessedNeed:
    return AssessedNeed(assessment_id=assessment.assessment_id, section_code=code)


def _plan(assessment: AssessmentView) -> NewPlan:
    objective = NewObjective(
        need=_need(assessment, "THINK"), objective="Stop and think before acting on provocation.",
        actions=["Complete the Thinking Skills Programme."], complete_by=date(2011, 3, 31),
    )  # fmt: skip
    attitudes = NewObjective(need=_need(assessment, "ATT"), objective="See what the offence did to the victim.")
    unmet = NewUnmetNeed(
        need=_need(assessment, "ACC"), reason_code=UnmetReason.NOT_AVAILABLE, reason="No supported housing place in the borough."
    )
    return NewPlan(agreed_on=date(2010, 10, 22), objectives=[objective, attitudes], unmet_needs=[unmet])
