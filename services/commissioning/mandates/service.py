"""Judging of a text by what the agreement rests on: its days, its places, and to whom assistance to courts may go."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.commissioning.agreement_kinds import AgreementDirection
from noms.contracts.commissioning.text_views import LineView
from noms.contracts.problems import FieldError
from services.commissioning.awards.rules import forbidden_awards
from services.commissioning.mandates import queries, rules
from services.commissioning.responsibilities.queries import provider_on
from services.commissioning.texts.refusals import NotTheProvidersPlace, OutlastsItsParties, RestrictedProvision
from services.commissioning.texts.rules import Text


class Made(Protocol):
    """An agreement that is to be drawn up, or that there is: between whom, by what, and from when."""

    @property
    def direction(self) -> str: ...
    @property
    def instrument(self) -> str: ...
    @property
    def commissioner(self) -> str: ...
    @property
    def provider(self) -> str: ...
    @property
    def starts_on(self) -> date: ...


async def judge_mandate(session: AsyncSession, made: Made, text: Text, *, ends_on: date, pointer: str = "") -> None:
    """Refuse a text that no office may agree with this provider over all its days, at all its places.

    Raises:
        RestrictedProvision: assistance to courts by a version in force on some day, to somebody who then may not provide it.
        OutlastsItsParties: the provider, its buyer, the buyer at a place, or the body that a party is, is another before the end.
        NotTheProvidersPlace: a line at a place that is not the provider's, or at which nobody such buys from NOMS.

    """
    judged = await queries.restricted_on_some_day(session, text, ends_on=ends_on)
    bodies = queries.bodies_of(judged.parties, ends_on)
    if forbidden_awards(judged.lines, [*judged.parties, *bodies]):
        raise RestrictedProvision
    if made.direction == AgreementDirection.INBOUND:
        judge_sales(made, text, ends_on, pointer)
        return
    last = queries.last_day_of(made.provider, made.starts_on, ends_on)
    if last < ends_on:
        raise OutlastsItsParties(errors=[_ended(f"The provider and its buyer stay the same until {last}.")])
    if faults := list(_away_from_home(made, text, pointer)):
        raise NotTheProvidersPlace(errors=faults)
    if ended := [*_bought_by_another(made, text, ends_on), *_another_body(text, ends_on)]:
        raise OutlastsItsParties(errors=ended)


def judge_sales(made: Made, text: Text, ends_on: date, pointer: str = "") -> None:
    """Refuse lines over days or at places for which the list names no such purchase from NOMS. House rule: 0123."""
    for line in text.lines:
        first, end = rules.of_the_term(line, ends_on)
        sold = queries.sold_on(made.commissioner, line.place, first)
        if sold is None or sold.value != made.instrument:
            message = f"{made.commissioner} does not buy {line.specification} at {line.place} from NOMS by this instrument."
            raise NotTheProvidersPlace(errors=[_at_lines(pointer, message)])
        last = queries.last_day_of_sale(made.commissioner, line.place, first, end)
        if last < end:
            raise OutlastsItsParties(errors=[_ended(f"At {line.place} this is bought from NOMS until {last}.")])


def _away_from_home(made: Made, text: Text, pointer: str) -> Iterator[FieldError]:
    for line in text.lines:
        if not _at_home(made, line, text):
            message = f"{line.specification} at {line.place}: the place is not the provider's, or another office buys there."
            yield _at_lines(pointer, message)


def _at_home(made: Made, line: LineView, text: Text) -> bool:
    provider, prison = provider_on(made.provider, line.from_day), queries.is_prison(line.place)
    buys_there = line.place == made.provider or queries.buyer_at(line.place, line.from_day) == made.commissioner
    return buys_there and rules.may_deliver_at(line, provider, text.parties, in_prison=prison)


def _bought_by_another(made: Made, text: Text, ends_on: date) -> Iterator[FieldError]:
    """Each line at the place of another that somebody else buys there before its end, who would find it bought."""
    for line in text.lines:
        first, end = rules.of_the_term(line, ends_on)
        last = end if line.place == made.provider else queries.last_day_of_buyer(line.place, first, end)
        if last < end:
            yield _ended(f"At {line.place} {made.commissioner} buys until {last}: {line.specification} ends with it.")


def _another_body(text: Text, ends_on: date) -> Iterator[FieldError]:
    """Each party that becomes another kind of body while it is party."""
    for party in text.parties:
        as_it_is = queries.bodies_of([party], ends_on)
        if other := next((each for each in as_it_is if each.body is not party.body), None):
            yield _ended(f"From {other.from_day} {party.organisation} is {other.body.value}, no longer {party.body.value}.")


def _at_lines(pointer: str, message: str) -> FieldError:
    return FieldError(pointer=f"{pointer}/lines", code="not_the_providers_place", message=message)


def _ended(message: str) -> FieldError:
    return FieldError(pointer="/ends_on", code="outlasts_its_parties", message=message)
