"""Until when a provider stays what it is with the same office buying from it, and which versions restrict what is bought."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.text_views import LineView, PartyView
from noms.reference.establishments import establishment
from noms.reference.faults import UnknownCode
from noms.reference.further_responsibilities import load_further_responsibilities
from noms.reference.private_prisons import private_prison_contracts
from noms.reference.probation_areas import probation_areas_with_code
from noms.reference.regions import Instrument, load_responsibilities
from services.commissioning.layers.rules import ONE_DAY
from services.commissioning.mandates import rules
from services.commissioning.parties.queries import body_of
from services.commissioning.responsibilities.queries import answer_for, provider_on
from services.commissioning.sales.rules import bought_from_noms, turns_of_sales
from services.commissioning.specifications.queries import days_of
from services.commissioning.specifications.rules import Days
from services.commissioning.specifications.tables import SpecificationVersionRow
from services.commissioning.texts.rules import Text


def last_day_of(provider: str, starts_on: date, ends_on: date) -> date:
    """Until when, up to a day, the provider stays the same body and the same office buys from it by the same instrument."""
    turns = [*rules.turns_of_buyers(load_responsibilities()), *_turns_of(provider)]
    return rules.last_day(lambda day: footing_on(provider, day), rules.bears, turns, first=starts_on, last=ends_on)


def footing_on(code: str, day: date) -> rules.Footing:
    """What an agreement with the provider rests on, on the day."""
    provider = provider_on(code, day)
    return rules.footing(provider, answer_for(provider, day), day)


def _turns_of(code: str) -> list[date]:
    try:
        return list(rules.turns_of_prison(establishment(code), private_prison_contracts(code)))
    except UnknownCode:
        return _turns_of_area(code)


def _turns_of_area(code: str) -> list[date]:
    try:
        return list(rules.turns_of_area(probation_areas_with_code(code)))
    except UnknownCode:
        return []


def sold_on(commissioner: str, place: str, day: date) -> Instrument | None:
    """By what instrument the commissioner buys from NOMS at the place on the day; by none where the list names nobody."""
    (row,) = bought_from_noms(load_further_responsibilities(), commissioner, [place], day)
    return row.instrument if row and day <= rules.LAST_DAY_OF_NOMS else None


def last_day_of_sale(commissioner: str, place: str, first: date, last: date) -> date:
    """Until when, up to a day, the list of inbound purchases names this commissioner at the place, by one instrument."""
    turns = [rules.LAST_DAY_OF_NOMS + ONE_DAY, *turns_of_sales(load_further_responsibilities())]
    return rules.last_day(
        lambda day: sold_on(commissioner, place, day), lambda begun, now: begun is now, turns, first=first, last=last
    )


def buyer_at(place: str, day: date) -> str | None:
    """The office that buys from the prison, board or trust of the place on the day; none where nobody buys."""
    try:
        return answer_for(provider_on(place, day), day).office
    except NotFound:
        return None


def is_prison(place: str) -> bool:
    """Whether the place is a prison of the list."""
    try:
        return bool(establishment(place))
    except UnknownCode:
        return False


def last_day_of_buyer(place: str, first: date, last: date) -> date:
    """Until when, up to a day, the same office buys at the place."""
    turns = [*rules.turns_of_buyers(load_responsibilities()), *_turns_of(place)]
    return rules.last_day(lambda day: buyer_at(place, day), lambda begun, now: begun == now, turns, first=first, last=last)


def bodies_of(parties: Iterable[PartyView], ends_on: date) -> list[PartyView]:
    """Those beside the two who sign, as the bodies that they are: each told anew from every day on which it may become another.

    Whom no list knows stays what it is said to be.
    """
    beside = [party for party in parties if party.role not in rules.WHO_SIGN]
    return [each for party in beside for each in _turned(party, *rules.of_the_term(party, ends_on))]


def _turned(party: PartyView, first: date, last: date) -> Iterator[PartyView]:
    turns = sorted({first, *(turn for turn in _turns_of(party.organisation) if first < turn <= last)})
    for turn, end in zip(turns, [*(turn - ONE_DAY for turn in turns[1:]), last], strict=True):
        body = body_of(party.organisation, turn) or party.body
        yield party.model_copy(update={"from_day": turn, "to_day": end, "body": body})


async def restricted_on_some_day(session: AsyncSession, text: Text, *, ends_on: date) -> Text:
    """The text with every line restricted that is so by any version of its specification in force on a day of the line.

    A version that lapses within the term does not carry what it allowed past its successor.
    Source: Offender Management Act 2007 s.4.
    """
    codes = {line.specification for line in text.lines}
    wanted = select(SpecificationVersionRow).where(
        SpecificationVersionRow.code.in_(codes), SpecificationVersionRow.restricted_probation_provision
    )
    versions = (await session.scalars(wanted)).all()
    return replace(text, lines=tuple(_restricted(line, versions, ends_on) for line in text.lines))


def _restricted(line: LineView, versions: Sequence[SpecificationVersionRow], ends_on: date) -> LineView:
    own = Days(*rules.of_the_term(line, ends_on))
    days = [days_of(version) for version in versions if version.code == line.specification]
    falls = any(each is not None and each.shares_a_day_with(own) for each in days)
    return line.model_copy(update={"restricted_probation_provision": line.restricted_probation_provision or falls})
