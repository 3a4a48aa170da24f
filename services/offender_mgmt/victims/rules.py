"""To whose victims the contact scheme applies, by when it is offered, and what may not leave the liaison officer's file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from noms.calendar import working_days_after
from noms.contracts.offender_mgmt.victim_views import SchemeGround
from noms.contracts.offender_mgmt.victims import NewRepresentation
from noms.contracts.problems import FieldError
from services.offender_mgmt.mappa_categories.rules import Conviction, qualifying_code

OFFER_WITHIN_WORKING_DAYS = 40  # Source: victim contact scheme, offer within eight weeks (40 working days) of sentence
ACT_FROM = date(2005, 7, 1)  # House rule: 0209 (the day of commencement of s.35 is general knowledge)
SHORTEST_NAME = 3  # House rule: 0209 (shorter parts of a name are words of any sentence)

_WORD = re.compile(r"[^\W\d_]+")


def grounds(convictions: Iterable[Conviction]) -> list[SchemeGround]:
    """The sentences by which the scheme applies: twelve months or more, or without limit, for a sexual or violent offence.

    Source: Domestic Violence, Crime and Victims Act 2004 ss.35(1) and 45(1).
    """
    qualifying = [one for one in convictions if one.quashed_on is None and qualifying_code(one)]
    return [
        SchemeGround(
            sentenced_on=one.sentenced_on,
            offer_by=working_days_after(one.sentenced_on, OFFER_WITHIN_WORKING_DAYS),
            source=_source(one.sentenced_on),
        )
        for one in sorted(qualifying, key=lambda one: one.sentenced_on)
    ]


def offered_in_time(found: Sequence[SchemeGround], offers: Iterable[date]) -> bool | None:
    """Whether the scheme was offered by the last day of the latest sentence it applies to; absent where it does not apply."""
    if not found:
        return None
    latest = found[-1]
    return any(latest.sentenced_on <= offered <= latest.offer_by for offered in offers)


def day_faults(pointer: str, on: date, *, since: date, as_at: date) -> Iterator[FieldError]:
    """What is wrong with the day of a contact, an answer or a representation."""
    if on < since:
        yield FieldError(pointer=pointer, code="before_what_it_follows", message=f"What it follows was on {since}.")
    if on > as_at:
        yield FieldError(pointer=pointer, code="in_the_future", message="It is recorded on its day or later.")


def wording_faults(told: NewRepresentation, names: Iterable[str]) -> Iterator[FieldError]:
    """Conditions whose wording names a victim: it goes into the case file, where nobody may be named."""
    named = {part for name in names for part in _words(name) if len(part) >= SHORTEST_NAME}
    for index, wording in enumerate(told.conditions):
        if named & set(_words(wording)):
            message = "The wording goes into the case file: it may not name anybody who is contacted."
            yield FieldError(pointer=f"/conditions/{index}", code="names_the_victim", message=message)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _source(sentenced_on: date) -> str:
    act = "Domestic Violence, Crime and Victims Act 2004 s.35"
    return act if sentenced_on >= ACT_FROM else "Criminal Justice and Court Services Act 2000 s.69"
