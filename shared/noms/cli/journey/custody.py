"""A sentenced person in a contracted prison: what its contractor sees, and what it does not."""

from datetime import date

from noms.cli.journey.cast import Cast
from noms.cli.journey.numbers import a_noms_number
from noms.cli.journey.story import Story
from noms.cli.personas import DEMO_PRISON, DEMO_TRUST
from noms.clients.problems import ClientProblem
from noms.contracts.identifiers import IdentifierKind
from noms.contracts.offender_mgmt.allocations import OffenderSupervisorAllocation, OfficerRole
from noms.contracts.offender_mgmt.assessments import AssessmentPurpose, NewAssessment, SectionScore
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceKind, CustodialSentenceToRecord
from noms.contracts.offender_mgmt.custody import Reception, ReceptionReason
from noms.contracts.offender_mgmt.persons import IdentifierHeld, PersonToRegister, Sex
from noms.contracts.offender_mgmt.public_protection import (
    Mappa,
    PublicProtectionRecord,
    RoshGroup,
    RoshLevel,
    RoshRating,
    RoshSetting,
)
from noms.contracts.offender_mgmt.sentences import Court, Term


async def imprison(cast: Cast, story: Story) -> str:
    """Three years' custody, received into the contracted prison; answers the CRN."""
    client = await cast.offender_mgmt("offender-manager")
    number = IdentifierHeld(kind=IdentifierKind.NOMS_NUMBER, value=a_noms_number(), held_from=date(2010, 5, 17))
    person = await client.register_person(
        PersonToRegister(
            forename="Lee",
            surname="Hurst",
            date_of_birth=date(1979, 11, 2),
            sex=Sex.MALE,
            provider=DEMO_TRUST,
            identifiers=[number],
        )
    )
    await client.record_custodial_sentence(
        person.crn,
        CustodialSentenceToRecord(
            kind=CustodialSentenceKind.DETERMINATE, court=Court.CROWN_COURT, offence_code="00801",
            offence_committed_on=date(2009, 12, 12), sentenced_on=date(2010, 5, 17), length=Term(years=3), provider=DEMO_TRUST,
        ),
    )  # fmt: skip
    reception = Reception(establishment_code=DEMO_PRISON, received_on=date(2010, 6, 14), reason_code=ReceptionReason.IMPRISONMENT)
    await client.receive(person.crn, reception)
    story.tell(f"Lee Hurst ({person.crn}) is sentenced to three years and received into Rye Hill, a contracted prison.",
               "offender_mgmt", f"/v1/persons/{person.crn}")  # fmt: skip
    await _describe(cast, story, person.crn)
    return person.crn


async def _describe(cast: Cast, story: Story, crn: str) -> None:
    supervisor = await cast.offender_mgmt("offender-supervisor")
    await supervisor.record_assessment(
        crn,
        NewAssessment(
            purpose=AssessmentPurpose.START_OF_CUSTODY, completed_on=date(2010, 7, 5),
            section_scores=[SectionScore(section_code="ALC", score=6), SectionScore(section_code="THINK", score=5)],
        ),
    )  # fmt: skip
    await supervisor.record_public_protection(
        crn,
        PublicProtectionRecord(
            mappa=Mappa(category=2, level=2),
            rosh=[RoshRating(group=RoshGroup.KNOWN_ADULT, setting=RoshSetting.COMMUNITY, level=RoshLevel.HIGH)],
        ),
        version='"0"',
    )  # fmt: skip
    await supervisor.allocate(
        crn,
        OffenderSupervisorAllocation(
            role=OfficerRole.OFFENDER_SUPERVISOR, officer_code="RHI0207", officer_name="Sam Reid",
            establishment_code=DEMO_PRISON, starts_on=date(2010, 6, 15),
        ),
    )  # fmt: skip
    story.tell("The prison's offender supervisor assesses, records the risk, and takes the case.")


async def look_in(cast: Cast, story: Story, prisoner: str, somebody_else: str) -> None:
    """The contractor's system reads its own prisoner's file, and nobody else's."""
    contractor = await cast.offender_mgmt("contractor-system")
    file = await contractor.case_file(prisoner)
    held = file.custody.establishment_name if file.custody else "nowhere"
    needs = ", ".join(file.needs.needs) if file.needs else "none"
    story.tell(f"One read by the contractor's system: held at {held}, needs {needs}, "
               f"risk {file.public_protection.rosh_overall if file.public_protection else 'not recorded'}.",
               "offender_mgmt", f"/v1/persons/{prisoner}/case-file")  # fmt: skip
    try:
        await contractor.case_file(somebody_else)
    except ClientProblem as problem:
        story.tell(
            f"The same token asks for {somebody_else}, who is not in that prison: {problem.status} {problem.problem.title}"
        )
