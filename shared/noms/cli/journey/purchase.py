"""What was bought: the agreement, its measures computed from events, the rating, the settlement, and every figure opened."""

from datetime import date

from noms.cli.journey.cast import Cast
from noms.cli.journey.story import Story
from noms.cli.personas import DEMO_REGION, DEMO_TRUST
from noms.contracts.commissioning.agreement_kinds import AgreementInstrument, AgreementState, Party
from noms.contracts.commissioning.agreement_views import AgreementView
from noms.contracts.commissioning.agreements import NewAgreement, NewAgreementMeasure, NewSignature
from noms.contracts.commissioning.performance import PeriodList, PeriodToCompute, PeriodView, RestatementReason
from noms.contracts.commissioning.texts import NewExtensionOption, NewLine

FROM_DAY, TO_DAY = date(2010, 10, 1), date(2011, 3, 31)
_MEASURES = (
    NewAgreementMeasure(measure_code="programme_completions", floor="90", target="100", stretch="110", weight=3),
    NewAgreementMeasure(measure_code="breach_action_within_ten_working_days", floor="80", target="90", stretch="97", weight=4),
)


async def agreement(cast: Cast, story: Story) -> AgreementView:
    """The trust's agreement: the one in force, or a new one drawn up, measured, signed by both and brought into force."""
    client = await cast.commissioning("commissioner")
    listed = await client.list_agreements()
    live = [each for each in listed.data if each.provider == DEMO_TRUST and each.state is AgreementState.LIVE]
    if live:
        story.tell("The trust's agreement is in force.", "commissioning", f"/v1/agreements/{live[0].id}")
        return await client.read_agreement(live[0].id)
    line = NewLine(specification="PROGRAMME-COMPLETION", specification_version=1, annual_volume=4, unit_price_pence=150_000)
    option = NewExtensionOption(exercise_by=date(2010, 12, 31), extends_to_at_most=date(2014, 3, 31))
    drawn = await client.draw_up_agreement(
        NewAgreement(
            instrument=AgreementInstrument.CONTRACT, commissioner=DEMO_REGION, provider=DEMO_TRUST, lines=[line],
            extension_options=[option], starts_on=date(2010, 4, 1), ends_on=date(2011, 3, 31),
        )
    )  # fmt: skip
    for measure in _MEASURES:
        await client.put_measure_in(drawn.id, measure)
    await client.offer_agreement(drawn.id)
    trust = await cast.commissioning("trust-system")
    signed = NewSignature(signed_by="Director of Offender Management, London", signed_on=date(2010, 3, 22))
    await client.sign_agreement(drawn.id, Party.COMMISSIONER, signed)
    await trust.sign_agreement(drawn.id, Party.PROVIDER, NewSignature(signed_by="Chief Executive", signed_on=date(2010, 3, 23)))
    begun = await client.bring_into_force(drawn.id)
    story.tell("London's director and the trust sign a contract with two measures, and it begins.", "commissioning",
               f"/v1/agreements/{begun.id}")  # fmt: skip
    return begun


async def settle(cast: Cast, story: Story, bought: AgreementView) -> PeriodView:
    """Compute the half-year from the two other services, and open the figures down to their events."""
    client = await cast.commissioning("contract-manager")
    period = await client.compute_period(bought.id, _the_half_year(await client.list_periods(bought.id)))
    path = f"/v1/agreements/{bought.id}/periods/{period.period_id}"
    for result in period.results:
        events = f"{result.numerator_event_count} events, read up to number {result.watermark} of the feed"
        story.tell(f"{result.measure_code}, {result.from_day} to {result.to_day}: {result.numerator} of {result.denominator} "
                   f"({result.value}), computed by {result.source_service.value} from {events}.")  # fmt: skip
    band = period.rating.band if period.rating.band is not None else "none"
    story.tell(f"The rating is band {band} by formula {period.rating.formula_version}, every point of it from events.",
               "commissioning", path)  # fmt: skip
    for line in period.settlement.lines:
        story.tell(f"Settlement, {line.kind.value}: £{line.entitlement_pence / 100:,.2f} ({line.working}).")
    await _open_up(cast, story, period)
    return period


def _the_half_year(computed: PeriodList) -> PeriodToCompute:
    """The half-year to compute; where it was computed before, with the reason why it is computed again."""
    if not any((period.from_day, period.to_day) == (FROM_DAY, TO_DAY) for period in computed.data):
        return PeriodToCompute(from_day=FROM_DAY, to_day=TO_DAY)
    why = "More was recorded after the half-year had been computed."
    return PeriodToCompute(from_day=FROM_DAY, to_day=TO_DAY, reason=RestatementReason.LATE_EVENTS, explanation=why)


async def _open_up(cast: Cast, story: Story, period: PeriodView) -> None:
    """Follow one figure to the event that it was made of."""
    result = next((each for each in period.results if each.numerator_event_ids), None)
    if result is None:
        return
    wanted, service = result.numerator_event_ids[0], result.source_service.value
    reader, after = await cast.feed(service, "auditor"), 0
    while batch := await reader.read(after=after):
        for event in batch:
            if event.id == wanted:
                story.tell(f"Behind {result.measure_code} stands event {event.id}: {event.type} of {event.subject}.", service,
                           str(event.data.get("detail_url", "")))  # fmt: skip
                return
        after = batch[-1].sequence


async def who_buys(cast: Cast, story: Story) -> None:
    """Who commissioned a contracted prison and a trust, in the years when the structure changed."""
    client = await cast.commissioning("auditor")
    for day in (date(2007, 7, 8), date(2008, 7, 8), date(2010, 7, 8)):
        answer = await client.read_responsible_commissioner(establishment="RHI", on=day)
        story.tell(f"{answer.provider_name} on {day}: {answer.commissioner or answer.standing.value}.", "commissioning",
                   f"/v1/responsible-commissioners?establishment=RHI&on={day}")  # fmt: skip


async def commons_question(cast: Cast, story: Story) -> None:
    """The question of 8 July 2009 that was refused as too expensive to answer."""
    client = await cast.commissioning("auditor")
    answer = await client.read_regional_office_staff(on=date(2009, 8, 31))
    origins = ", ".join(f"{share.origin.value} {share.headcount}" for share in answer.by_origin)
    story.tell(f"Staff of the directors' offices on {answer.as_at}: {answer.total_headcount}; by origin: {origins}.",
               "commissioning", "/v1/regional-offices/staff?on=2009-08-31")  # fmt: skip
