"""Rating the figures of a computation, keeping each rating as it was given, and recording what holds one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.comparators import ProviderStanding
from noms.contracts.commissioning.gateways import GatewayEventView, GatewayState, NewGatewayEvent, NewGatewayMove
from noms.contracts.commissioning.measures import EvidenceMark
from noms.contracts.commissioning.moderation import NewModeration
from noms.contracts.commissioning.ratings import (
    ComparatorView,
    DomainScoreView,
    GatewayCapView,
    MeasureScoreView,
    OtherRatingView,
    RatedBecause,
    RatingView,
)
from services.commissioning.comparators.queries import life_to_compare
from services.commissioning.comparators.rules import Group, group_on, standing_over
from services.commissioning.formulas.rules import Formula, changed_within, formula_on
from services.commissioning.ratings import queries, rules
from services.commissioning.ratings.queries import three_decimals
from services.commissioning.ratings.tables import GatewayEventRow, GatewayMoveRow, ModerationRow, RatingRow

_NEVER_SAME = {"number", "rated_at", "rated_because"}


@dataclass(frozen=True)
class Rated:
    """What is rated: one computation of one period of a provider."""

    agreement_id: UUID
    period_id: UUID
    computation_id: UUID
    version: int
    provider: str
    from_day: date
    to_day: date


@dataclass(frozen=True)
class Surroundings:
    """What holds the band beside the scores, as it was found, with what readers are told of it."""

    around: rules.Circumstances
    group: Group | None
    gateways: Mapping[UUID, GatewayState]


async def give_rating(
    session: AsyncSession, rated: Rated, outturns: Sequence[rules.Outturn], because: RatedBecause
) -> tuple[RatingView, bool]:
    """Rate the outturns of a computation by the formula of its year; whether the rating says anything new.

    Whoever calls holds the agreement. A rating that says what the last one said is not kept again.
    """
    formula = formula_on(rated.from_day)
    found = await surroundings_of(session, rated, outturns, formula)
    number = await queries.latest_number(session, rated.computation_id)
    view = whole_view(rated, outturns, formula, found)
    if number:
        last = RatingView.model_validate((await queries.latest_rating(session, rated.computation_id)).rating)
        if last.model_dump(exclude=_NEVER_SAME) == view.model_dump(exclude=_NEVER_SAME):
            return last, False
    view = view.model_copy(update={"number": number + 1, "rated_at": clock.now(), "rated_because": because})
    session.add(rating_row(rated, view, rules.rate(outturns, formula, found.around), found))
    await session.flush()
    return view, True


def rating_row(rated: Rated, view: RatingView, exact: rules.Rating, found: Surroundings) -> RatingRow:
    """A rating as it is kept: its score exact, and all that is shown of it."""
    return RatingRow(
        computation_id=rated.computation_id, number=view.number, agreement_id=rated.agreement_id,
        formula_version=view.formula_version, band=exact.band,
        exact_score=str(exact.score) if exact.score is not None else None, rating=view.model_dump(mode="json"),
        rated_because=view.rated_because, rated_at=view.rated_at,
        comparator_group=found.group.code if found.group else None, standing=found.around.standing,
    )  # fmt: skip


async def surroundings_of(
    session: AsyncSession, rated: Rated, outturns: Sequence[rules.Outturn], formula: Formula
) -> Surroundings:
    """Whom the provider is compared with and where it stands among them, whether it is new, and what happened there."""
    life = await life_to_compare(session, rated.provider, rated.from_day)
    group = group_on(life.function_on(rated.from_day), rated.from_day) if life else None
    gateways = await queries.gateway_states(session, rated.agreement_id, rated.from_day, rated.to_day)
    around = rules.Circumstances(
        domain_weights=formula.domain_weights.get(group.code) if group else None,
        gateway=rules.heaviest(gateways.values()),
        standing=standing_over(life, rated.from_day, rated.to_day) if life else ProviderStanding.ESTABLISHED,
    )
    score = rules.rate(outturns, formula, around).score
    if group is not None and score is not None:
        own = queries.OwnPlace(rated.agreement_id, group.code, rated.from_day, rated.to_day)
        around = replace(around, comparison=await queries.place_of(session, own, score))
    return Surroundings(around, group, gateways)


def whole_view(rated: Rated, outturns: Sequence[rules.Outturn], formula: Formula, found: Surroundings) -> RatingView:
    """The rating with everything that it rests on, and what it would come to otherwise."""
    rating = rules.rate(outturns, formula, found.around)
    undisputed = [outturn for outturn in outturns if not outturn.disputed]
    waits = len(undisputed) < len(outturns)
    others = [rules.rate(outturns, other, found.around) for other in changed_within(rated.from_day, rated.to_day)]
    return RatingView(
        formula_version=rating.formula_version,
        band=rating.band,
        score=three_decimals(rating.score),
        because=list(rating.because),
        share_from_events_percent=round(float(100 * rating.share_from_events), 1),
        domains=[domain_view(domain) for domain in rating.domains],
        measures=[measure_view(measure) for measure in rating.measures],
        standing=found.around.standing,
        band_by_score=rating.band_by_score,
        comparator=comparator_view(found, formula),
        gateway=gateway_view(found, formula),
        without_disputed=other_view(rules.rate(undisputed, formula, found.around)) if waits else None,
        other_versions=[other_view(other) for other in others],
    )


def domain_view(domain: rules.DomainScore) -> DomainScoreView:
    """The score of one domain as readers see it."""
    score, weight = three_decimals(domain.score), float(domain.weight)
    return DomainScoreView(domain=domain.domain, score=score, weight=weight, insufficient=domain.insufficient)


def measure_view(measure: rules.MeasureScore) -> MeasureScoreView:
    """The score of one measure as readers see it."""
    lowest, highest = measure.interval or (None, None)
    return MeasureScoreView(
        measure_code=measure.measure_code,
        domain=measure.domain,
        score=three_decimals(measure.score),
        lowest_score=three_decimals(lowest),
        highest_score=three_decimals(highest),
        weight_counted=float(measure.weight),
        small_number=measure.small_number,
        missing=measure.missing,
        evidence=EvidenceMark.EVIDENCED if measure.from_events else EvidenceMark.ATTESTED,
        disputed=measure.disputed,
        band=measure.band,
    )


def other_view(rating: rules.Rating) -> OtherRatingView:
    """What the period comes to otherwise."""
    score = three_decimals(rating.score)
    return OtherRatingView(formula_version=rating.formula_version, band=rating.band, score=score, because=list(rating.because))


def comparator_view(found: Surroundings, formula: Formula) -> ComparatorView | None:
    """The own place within the group, where the group is large enough that it tells nothing of any other."""
    if found.group is None:
        return None
    comparison = found.around.comparison
    if comparison is None or comparison.group_size < formula.smallest_group:
        return ComparatorView(group=found.group.code, group_size=None, percentile=None)
    percentile = round(float(100 * comparison.percentile), 1)
    return ComparatorView(group=found.group.code, group_size=comparison.group_size, percentile=percentile)


def gateway_view(found: Surroundings, formula: Formula) -> GatewayCapView | None:
    """What caps the band, and by which events."""
    state = found.around.gateway
    if state is None:
        return None
    ids = sorted(event for event, stands in found.gateways.items() if stands is state)
    return GatewayCapView(state=state, cap=formula.gateway_caps[state], gateway_event_ids=ids)


async def keep_gateway_event(session: AsyncSession, caller: Caller, agreement_id: UUID, new: NewGatewayEvent) -> UUID:
    """Keep a gateway event with the first step of its inquiry; its identifier."""
    event = GatewayEventRow(gateway_event_id=uuid4(), agreement_id=agreement_id, kind=new.kind, occurred_on=new.occurred_on)
    session.add(event)
    await session.flush()
    session.add(step(caller, agreement_id, event.gateway_event_id, 1, (new.state, new.account, new.evidence_ids)))
    await session.flush()
    return event.gateway_event_id


async def keep_gateway_move(session: AsyncSession, caller: Caller, event: GatewayEventView, new: NewGatewayMove) -> None:
    """Keep the next step of an inquiry."""
    said = (new.to, new.reason, new.evidence_ids)
    session.add(step(caller, event.agreement_id, event.gateway_event_id, len(event.moves) + 1, said))
    await session.flush()


def step(
    caller: Caller, agreement_id: UUID, gateway_event_id: UUID, number: int, said: tuple[GatewayState, str, list[UUID]]
) -> GatewayMoveRow:
    """One step of an inquiry as it is kept: to which state, why, and by what evidence."""
    state, reason, evidence_ids = said
    return GatewayMoveRow(
        gateway_event_id=gateway_event_id,
        number=number,
        agreement_id=agreement_id,
        state=state,
        reason=reason,
        evidence_ids=evidence_ids,
        recorded_by=caller.in_full,
        recorded_at=clock.now(),
    )


async def keep_moderation(
    session: AsyncSession, caller: Caller, rated: Rated, rated_band: int, new: NewModeration
) -> ModerationRow:
    """Keep the band that a moderator gave, beside the one that was rated."""
    row = ModerationRow(
        moderation_id=uuid4(),
        agreement_id=rated.agreement_id,
        period_id=rated.period_id,
        computation_id=rated.computation_id,
        version=rated.version,
        rating_number=new.rating,
        rated_band=rated_band,
        moderated_band=new.band,
        reason=new.reason,
        evidence_ids=list(new.evidence_ids),
        moderated_by=caller.in_full,
        moderated_through=caller.client,
        moderated_at=clock.now(),
    )
    session.add(row)
    await session.flush()
    return row
