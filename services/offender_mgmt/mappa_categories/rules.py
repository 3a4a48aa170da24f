"""The three categories of offender under MAPPA, as the facts on record point to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from noms.contracts.offender_mgmt.mappa_categories import MappaGround, MappaGroundCode
from noms.contracts.offender_mgmt.public_protection import RoshLevel
from noms.contracts.offender_mgmt.sentences import Term
from noms.reference.faults import UnknownCode
from noms.reference.offence_codes import offence_code

SENTENCE_THAT_QUALIFIES = Term(months=12)  # Source: Criminal Justice Act 2003 s.327(3)(b)(i)
DANGEROUS = frozenset({RoshLevel.HIGH, RoshLevel.VERY_HIGH})
"""What stands for "risk of serious harm to the public" in s.325(2)(b). House rule: 0200."""

REGISTERED, VIOLENT_OR_SEXUAL, OTHER_DANGEROUS = 1, 2, 3  # Source: Criminal Justice Act 2003 ss.325(2), 327(2)-(5)


@dataclass(frozen=True)
class Conviction:
    """One conviction and its custodial sentence, if it had one; a court may have ended the sentence, or the guilt with it."""

    offence_code: str
    sentenced_on: date
    custodial: bool
    length: Term | None
    """Absent for a sentence without a fixed length, and for an order."""
    detail_url: str
    quashed_on: date | None = None
    guilt_stands: bool = True

    def stands_on(self, day: date) -> bool:
        """Whether the sentence had been passed and not been quashed by a day."""
        return self.sentenced_on <= day and (self.quashed_on is None or day < self.quashed_on)

    def convicted_on(self, day: date) -> bool:
        """Whether the person was convicted on a day: a sentence can be quashed while the conviction stands."""
        return self.stands_on(day) or (self.guilt_stands and self.sentenced_on <= day)


@dataclass(frozen=True)
class Facts:
    """What is on record of a person on a day."""

    registered_since: date | None
    convictions: tuple[Conviction, ...]
    rosh_overall: RoshLevel | None
    rosh_since: date | None
    crn: str


def violent_or_sexual(code: str) -> bool:
    """Whether an offence counts as one of Schedule 15, by the group that its Home Office code falls in. House rule: 0200."""
    try:
        group = offence_code(code).group
    except UnknownCode:
        return False
    return group is not None and (group.violent or group.sexual)


def qualifying_code(conviction: Conviction) -> MappaGroundCode | None:
    """Why a sentence brings somebody into category 2; None when it does not. Source: Criminal Justice Act 2003 s.327(3)."""
    if not conviction.custodial or not violent_or_sexual(conviction.offence_code):
        return None
    if conviction.length is None:
        return MappaGroundCode.INDETERMINATE_FOR_VIOLENT_OR_SEXUAL_OFFENCE
    least = SENTENCE_THAT_QUALIFIES.last_day(conviction.sentenced_on)
    long_enough = conviction.length.last_day(conviction.sentenced_on) >= least
    return MappaGroundCode.TWELVE_MONTHS_FOR_VIOLENT_OR_SEXUAL_OFFENCE if long_enough else None


def grounds(facts: Facts, *, as_at: date) -> list[MappaGround]:
    """Every fact that points to a category on the day, the first category first.

    Category 3 is for whoever is in neither of the others. Source: Criminal Justice Act 2003 s.325(2)(b).
    """
    found = [*_registered(facts, as_at), *_sentenced(one for one in facts.convictions if one.stands_on(as_at))]
    return found or list(_dangerous(facts, [one for one in facts.convictions if one.convicted_on(as_at)], as_at))


def suggested(found: Iterable[MappaGround]) -> int | None:
    """The category that the facts point to: the first of those found."""
    return min((ground.category for ground in found), default=None)


def _registered(facts: Facts, as_at: date) -> Iterator[MappaGround]:
    if facts.registered_since is not None and facts.registered_since <= as_at:
        yield MappaGround(
            category=REGISTERED,
            code=MappaGroundCode.ON_SEX_OFFENDER_REGISTER,
            since=facts.registered_since,
            source="Criminal Justice Act 2003 s.327(2); Sexual Offences Act 2003 Part 2",
            detail_url=f"/v1/persons/{facts.crn}/registrations",
        )


def _sentenced(convictions: Iterable[Conviction]) -> Iterator[MappaGround]:
    for conviction in sorted(convictions, key=lambda one: one.sentenced_on):
        if code := qualifying_code(conviction):
            yield MappaGround(
                category=VIOLENT_OR_SEXUAL,
                code=code,
                since=conviction.sentenced_on,
                source="Criminal Justice Act 2003 s.327(3)",
                detail_url=conviction.detail_url,
            )


def _dangerous(facts: Facts, convictions: Iterable[Conviction], as_at: date) -> Iterator[MappaGround]:
    assessed = facts.rosh_overall in DANGEROUS and facts.rosh_since is not None and facts.rosh_since <= as_at
    if assessed and facts.rosh_since is not None and any(convictions):
        yield MappaGround(
            category=OTHER_DANGEROUS,
            code=MappaGroundCode.CONVICTED_AND_HIGH_RISK_OF_SERIOUS_HARM,
            since=facts.rosh_since,
            source="Criminal Justice Act 2003 s.325(2)(b)",
            detail_url=f"/v1/persons/{facts.crn}/public-protection",
        )
