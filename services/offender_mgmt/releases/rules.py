"""The dates of one chain of consecutive sentences, before anything is taken off or put on.

A chain is one term: its regime follows from the offences, the days of sentence and the length of the whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from noms.contracts.offender_mgmt.key_dates import KeyDate, RecallKind
from noms.contracts.offender_mgmt.sentences import Term
from services.offender_mgmt.terms.rules import at_least, last_day_of, length_days

CJA_2003_OFFENCES_FROM = date(2005, 4, 4)  # Source: SI 2005/950 Sch. 2 para. 19
LASPO_SENTENCES_FROM = date(2012, 12, 3)  # Source: LASPO 2012 s.110 and Sch. 10, SI 2012/2906: whatever the day of the offence
SUPERVISION_OFFENCES_FROM = date(2015, 2, 1)  # Source: Offender Rehabilitation Act 2014 s.1, SI 2015/40

TWO_THIRDS_FROM = date(2022, 6, 28)  # Source: Police, Crime, Sentencing and Courts Act 2022 s.130: some offences of Schedule 15
EARLIER_RELEASE_FROM = date(2024, 9, 10)  # Source: SI 2024/844: less than half for most terms

TWELVE_MONTHS = Term(months=12)  # Source: Criminal Justice Act 1991 s.33(1); Criminal Justice Act 2003 s.244
FOUR_YEARS = Term(years=4)  # Source: Criminal Justice Act 1991 s.33(5), long-term prisoner; Criminal Justice Act 2003 s.246(4)(a)

FIXED_TERM_RECALL_DAYS = 28  # Source: Criminal Justice Act 2003 s.255B as inserted by the Act of 2008 s.29
FIXED_TERM_RECALL_FROM = date(2008, 7, 14)  # Source: SI 2008/1586
SHORT_TERM_RECALL_DAYS = 14  # Source: Criminal Justice Act 2003 s.255B as amended by the Offender Rehabilitation Act 2014 s.9
SHORT_TERM_RECALL_FROM = date(2015, 2, 1)  # Source: SI 2015/40: for terms under twelve months


_LAST_RELEASE = (KeyDate.ARD, KeyDate.CRD, KeyDate.NPD)


class Regime(StrEnum):
    """Which Act decides, and by it which dates there are."""

    AUTOMATIC_1991 = "automatic_1991"
    CONDITIONAL_1991 = "conditional_1991"
    CONDITIONAL_1991_LONG = "conditional_1991_long"
    DISCRETIONARY_1991 = "discretionary_1991"
    AUTOMATIC_2003 = "automatic_2003"
    CONDITIONAL_2003 = "conditional_2003"
    MIXED = "mixed"
    MIXED_DISCRETIONARY = "mixed_discretionary"


SOURCE = {
    Regime.AUTOMATIC_1991: "Criminal Justice Act 1991 s.33(1)(a)",
    Regime.CONDITIONAL_1991: "Criminal Justice Act 1991 s.33(1)(b) and s.37(1)",
    Regime.CONDITIONAL_1991_LONG: "Criminal Justice Act 1991 s.33(1A), inserted by the Act of 2008 s.26",
    Regime.DISCRETIONARY_1991: "Criminal Justice Act 1991 s.33(2), s.35(1) and s.37(1)",
    Regime.AUTOMATIC_2003: "Criminal Justice Act 1991 s.33(1)(a), saved by SI 2005/950 Sch. 2 para. 14",
    Regime.CONDITIONAL_2003: "Criminal Justice Act 2003 s.244 and s.249",
    Regime.MIXED: "Criminal Justice Act 2003 s.244, Sch. 20B",
    Regime.MIXED_DISCRETIONARY: "Criminal Justice Act 2003 s.244, Sch. 20B; Criminal Justice Act 1991 s.35(1)",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One standard determinate sentence."""

    sentence_id: str
    sentenced_on: date
    offence_committed_on: date
    term: Term
    schedule_15: bool = False
    recall: RecallKind | None = None
    returned_to_custody_on: date | None = None

    @property
    def is_new(self) -> bool:
        """Whether the Act of 2003 decides: by the day of the offence, or, from 3 December 2012, of the sentence."""
        return self.offence_committed_on >= CJA_2003_OFFENCES_FROM or self.sentenced_on >= LASPO_SENTENCES_FROM


@dataclass(frozen=True, slots=True)
class Point:
    """One date of a chain: the day that has to be reached before any adjustment, and the words for it."""

    on: date
    rule: str


@dataclass(frozen=True)
class Chain:
    """Consecutive sentences as one term, or a sentence that stands alone. What follows from them is worked out once."""

    sentences: tuple[Sentence, ...]

    @cached_property
    def first_day(self) -> date:
        """The earliest day of sentence."""
        return min(sentence.sentenced_on for sentence in self.sentences)

    @cached_property
    def passed_on(self) -> date:
        """The latest day of sentence: before it nobody could be let go under the whole."""
        return max(sentence.sentenced_on for sentence in self.sentences)

    @property
    def recalled(self) -> bool:
        """Whether the licence of any of its sentences was revoked."""
        return any(sentence.recall for sentence in self.sentences)

    @cached_property
    def last_day(self) -> date:
        """The expiry before any adjustment."""
        return last_day_of(self.first_day, [sentence.term for sentence in self.sentences])

    @cached_property
    def days(self) -> int:
        """The length of the whole."""
        return length_days(self.first_day, self.last_day)

    @cached_property
    def new_days(self) -> int:
        """The length of the sentences under the Act of 2003, counted from the first day."""
        new = [sentence.term for sentence in self.sentences if sentence.is_new]
        return length_days(self.first_day, last_day_of(self.first_day, new)) if new else 0

    @cached_property
    def let_go_on(self) -> date:
        """The latest day on which the whole lets a person go."""
        points = points_of(self)
        return max(points[code].on for code in _LAST_RELEASE if code in points)

    def lasts(self, term: Term) -> bool:
        """Whether the whole is as long as this term."""
        return at_least(self.first_day, self.days, term)

    def after(self, served_days: int) -> date:
        """The day on which so many days, the first included, have been served."""
        return self.first_day + timedelta(days=served_days - 1)

    def half_of(self, days: int) -> int:
        """Half of so many days; a half day counts as a whole. Source: PSO 6650."""
        return -(-days // 2)


def mixes_supervision(chain: Chain) -> bool:
    """Whether a chain under twelve months has offences from before and after supervision of short sentences began.

    The notes give no rule for it, so it is not computed.
    """
    new = {sentence.offence_committed_on >= SUPERVISION_OFFENCES_FROM for sentence in chain.sentences}
    return len(new) > 1 and not chain.lasts(TWELVE_MONTHS)


def under_later_law(chain: Chain) -> bool:
    """Whether Acts for which there is no rule here decide when the chain lets a person go."""
    return any(
        sentence.sentenced_on >= EARLIER_RELEASE_FROM
        or (sentence.schedule_15 and sentence.sentenced_on >= TWO_THIRDS_FROM and chain.lasts(FOUR_YEARS))
        for sentence in chain.sentences
    )


def regime_of(chain: Chain) -> Regime:
    """Which rules the whole chain goes by."""
    schedule_15 = any(sentence.schedule_15 and not sentence.is_new for sentence in chain.sentences) and chain.lasts(FOUR_YEARS)
    kinds = {sentence.is_new for sentence in chain.sentences}
    if kinds == {True, False}:
        return Regime.MIXED_DISCRETIONARY if schedule_15 else Regime.MIXED
    if kinds == {True}:
        supervised = all(sentence.offence_committed_on >= SUPERVISION_OFFENCES_FROM for sentence in chain.sentences)
        return Regime.CONDITIONAL_2003 if supervised or chain.lasts(TWELVE_MONTHS) else Regime.AUTOMATIC_2003
    if not chain.lasts(TWELVE_MONTHS):
        return Regime.AUTOMATIC_1991
    if not chain.lasts(FOUR_YEARS):
        return Regime.CONDITIONAL_1991
    return Regime.DISCRETIONARY_1991 if schedule_15 else Regime.CONDITIONAL_1991_LONG


def points_of(chain: Chain) -> dict[KeyDate, Point]:
    """The dates of the chain by its regime, before any adjustment. Source: the Acts as in `SOURCE`; PSO 6650."""
    half = Point(chain.after(chain.half_of(chain.days)), f"half of {chain.days} days")
    three_quarters = Point(chain.after(-(-3 * chain.days // 4)), f"three quarters of {chain.days} days")
    end = Point(chain.last_day, f"the last of {chain.days} days")
    match regime_of(chain):
        case Regime.AUTOMATIC_1991 | Regime.AUTOMATIC_2003:
            return {KeyDate.ARD: half, KeyDate.SED: end}
        case Regime.CONDITIONAL_1991:
            return {KeyDate.CRD: half, KeyDate.LED: three_quarters, KeyDate.SED: end}
        case Regime.DISCRETIONARY_1991:
            two_thirds = Point(chain.after(-(-2 * chain.days // 3)), f"two thirds of {chain.days} days")
            return {KeyDate.PED: half, KeyDate.NPD: two_thirds, KeyDate.LED: three_quarters, KeyDate.SED: end}
        case Regime.MIXED_DISCRETIONARY:
            return _mixed_points(chain) | {KeyDate.SLED: end}
        case _:
            return {KeyDate.CRD: half, KeyDate.SLED: end}


def _mixed_points(chain: Chain) -> dict[KeyDate, Point]:
    """The later term is served to its half first, then the earlier one to half or two thirds of the rest. Source: PSO 6650."""
    new, old = chain.new_days, chain.days - chain.new_days
    served = chain.half_of(new)
    return {
        KeyDate.NCRD: Point(chain.after(served), f"half of {new} days under the Act of 2003"),
        KeyDate.PED: Point(chain.after(served + chain.half_of(old)), f"half of {new} days, then half of {old}"),
        KeyDate.NPD: Point(chain.after(served - (-2 * old // 3)), f"half of {new} days, then two thirds of {old}"),
    }


def post_recall_release(chain: Chain, licence_ends_on: date) -> Point | None:
    """When a recalled person goes out again: with the licence, or after the days of a fixed term if that is sooner."""
    recalled: Sequence[Sentence] = [sentence for sentence in chain.sentences if sentence.recall]
    if not recalled:
        return None
    returns = [s.returned_to_custody_on for s in recalled if s.recall is RecallKind.FIXED_TERM and s.returned_to_custody_on]
    if len(returns) < len(recalled):
        return Point(licence_ends_on, "standard recall: when the licence ends")
    short = not chain.lasts(TWELVE_MONTHS) and max(returns) >= SHORT_TERM_RECALL_FROM
    days = SHORT_TERM_RECALL_DAYS if short else FIXED_TERM_RECALL_DAYS
    ends_on = max(returns) + timedelta(days=days - 1)
    return Point(min(ends_on, licence_ends_on), f"fixed-term recall of {days} days from the return to custody")
