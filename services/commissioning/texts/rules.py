"""What an agreement says, part by part, and what it may not say."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from noms.contracts.commissioning.agreement_views import AgreementMeasureView
from noms.contracts.commissioning.specifications import UnitOfOutput
from noms.contracts.commissioning.text_views import ClauseView, FeeView, LineView, PartyView
from noms.contracts.commissioning.texts import ClauseEffect, NewExtensionOption
from services.commissioning.awards.rules import (
    buys_from_itself,
    consortium_is_whole,
    days_of_change,
    forbidden_awards,
    has_one_lead,
    shares_above_the_whole,
    two_bodies_of_one,
)
from services.commissioning.layers.rules import ONE_DAY, Dated, Layer, lie_on_one_another, on_day
from services.commissioning.prices.rules import contract_year

P = TypeVar("P")
Part = LineView | PartyView | AgreementMeasureView | ClauseView | FeeView

# What is paid by the contract year, so that its volume and price turn with it. House rule: 0126.
PAID_BY_THE_YEAR = frozenset({UnitOfOutput.PROGRAMME_COMPLETION})


@dataclass(frozen=True)
class Text:
    """Everything that an agreement says, part by part, each on its days."""

    lines: tuple[LineView, ...]
    parties: tuple[PartyView, ...]
    measures: tuple[AgreementMeasureView, ...]
    clauses: tuple[ClauseView, ...]
    fees: tuple[FeeView, ...]

    def read_from(self, day: date) -> "Text":
        """The text for whoever is party on the day or later: of the parties, those alone who have not left by then."""
        return replace(self, parties=tuple(party for party in self.parties if party.to_day is None or party.to_day >= day))

    def clause_with(self, effect: ClauseEffect, day: date, *, code: str | None = None) -> ClauseView | None:
        """The clause in force on the day that lets something happen, the one named or the first."""
        clauses = (clause for clause in on_day(self.clauses, day) if effect in clause.effects)
        return next((clause for clause in clauses if code in {None, clause.code}), None)


class TextObjection(StrEnum):
    """What a text may not say."""

    VERSIONS_OVERLAP = "versions_overlap"
    OUTSIDE_THE_TERM = "outside_the_term"
    SHARES_ABOVE_THE_WHOLE = "shares_above_the_whole"
    CONSORTIUM_NOT_WHOLE = "consortium_not_whole"
    NOT_ONE_PRIME = "not_one_prime"
    BUYS_FROM_ITSELF = "buys_from_itself"
    TWO_BODIES_OF_ONE = "two_bodies_of_one"
    RESTRICTED_PROVISION = "restricted_provision"
    NOTHING_IS_BOUGHT = "nothing_is_bought"
    OPTIONS_OUT_OF_ORDER = "options_out_of_order"
    NOT_AT_THE_TURN_OF_THE_YEAR = "not_at_the_turn_of_the_year"


def objection_to_parts(layers: Sequence[Layer[P]], key: Callable[[P], Hashable]) -> TextObjection | None:
    """What stands against the parts of one text by themselves: a line, a party, a measure has one version on a day."""
    pairs = ((one, other) for place, one in enumerate(layers) for other in layers[place + 1 :])
    return TextObjection.VERSIONS_OVERLAP if any(lie_on_one_another(pair, key) for pair in pairs) else None


def objection_to_options(options: Sequence[NewExtensionOption], *, ends_on: date) -> TextObjection | None:
    """What stands against the options: each reaches further than the one before, and is used before that has run out.

    House rule: 0125.
    """
    reached = ends_on
    for option in options:
        if not option.exercise_by <= reached < option.extends_to_at_most:
            return TextObjection.OPTIONS_OUT_OF_ORDER
        reached = option.extends_to_at_most
    return None


def objection_to_text(text: Text, *, starts_on: date, ends_on: date) -> TextObjection | None:
    """What stands against the whole text, on any day of the agreement."""
    dated: tuple[Dated, ...] = (*text.lines, *text.parties)
    changes = {day for day in days_of_change(text.parties) if starts_on <= day <= ends_on}
    stands = {
        TextObjection.NOTHING_IS_BOUGHT: not on_day(text.lines, ends_on),
        TextObjection.OUTSIDE_THE_TERM: any(_outside(part, starts_on, ends_on) for part in dated),
        TextObjection.NOT_AT_THE_TURN_OF_THE_YEAR: not turns_with_the_year(text, starts_on=starts_on, ends_on=ends_on),
        TextObjection.SHARES_ABOVE_THE_WHOLE: any(shares_above_the_whole(text.parties, day) for day in changes),
        TextObjection.CONSORTIUM_NOT_WHOLE: any(not consortium_is_whole(text.parties, day) for day in changes),
        TextObjection.NOT_ONE_PRIME: any(not has_one_lead(text.parties, day) for day in changes),
        TextObjection.BUYS_FROM_ITSELF: buys_from_itself(text.parties),
        TextObjection.TWO_BODIES_OF_ONE: two_bodies_of_one(text.parties),
        TextObjection.RESTRICTED_PROVISION: bool(forbidden_awards(text.lines, text.parties)),
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def say_the_same(one: Text, other: Text) -> bool:
    """Whether two texts say the same on every day, however they are cut into parts and whichever text a part stands in."""
    pairs = [(getattr(one, part.name), getattr(other, part.name)) for part in fields(Text)]
    edges = {part.from_day for pair in pairs for parts in pair for part in parts}
    edges |= {part.to_day + ONE_DAY for pair in pairs for parts in pair for part in parts if part.to_day}
    return all(_words_on(mine, day) == _words_on(theirs, day) for mine, theirs in pairs for day in edges)


def _words_on(parts: Iterable[Part], day: date) -> list[dict[str, object]]:
    told = [part.model_dump(exclude={"from_day", "to_day", "text_number"}) for part in on_day(parts, day)]
    return sorted(told, key=repr)


def turns_with_the_year(text: Text, *, starts_on: date, ends_on: date) -> bool:
    """Whether the fee, and what is paid for by the contract year, changes only where a contract year begins.

    Volumes and prices belong to one contract year. House rule: 0126.
    """
    by_the_year: tuple[Dated, ...] = (*text.fees, *(line for line in text.lines if line.unit_of_output in PAID_BY_THE_YEAR))
    begun = {part.from_day for part in by_the_year}
    over = {part.to_day + ONE_DAY for part in by_the_year if part.to_day is not None and part.to_day < ends_on}
    return all(begins_a_contract_year(starts_on, day) for day in begun | over)


def begins_a_contract_year(starts_on: date, day: date) -> bool:
    """Whether a contract year begins on the day."""
    return day >= starts_on and contract_year(starts_on, day).starts_on == day


def _outside(part: Dated, starts_on: date, ends_on: date) -> bool:
    too_late = part.from_day > ends_on or (part.to_day is not None and part.to_day > ends_on)
    return too_late or part.from_day < starts_on or (part.to_day is not None and part.to_day < part.from_day)
