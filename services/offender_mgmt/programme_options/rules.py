"""A programme as an option for somebody: needs answered, what stands against it, the wait, the completion rate."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from noms.contracts.interventions.offers import OfferList, ProgrammeOffer
from noms.contracts.offender_mgmt.persons import Sex
from noms.contracts.offender_mgmt.sentencing import CompletionRate, ProgrammeOption
from noms.reference.programmes import Programme, ProgrammeSetting, load_programmes

NORMAL_DEVIATE_95 = 1.959964  # Source: Wilson, Journal of the American Statistical Association 22 (1927) 209 (95 %)
DAYS_A_WEEK = 7  # Source: the calendar

POPULATIONS = {Sex.MALE: "M", Sex.FEMALE: "F"}


@dataclass(frozen=True)
class Defendant:
    """Somebody as far as the options depend on it: a day, needs as pathways, and perhaps sex and age."""

    on: date
    needs: frozenset[str]
    sex: Sex | None = None
    age: int | None = None


def options_offered(offered: OfferList, defendant: Defendant) -> list[ProgrammeOption]:
    """The programmes of an area as options; where needs are told, those alone that answer one of them."""
    found = [_as_offered(offer, offered, defendant) for offer in offered.data]
    return _for_needs(found, defendant)


def options_unknown(defendant: Defendant) -> list[ProgrammeOption]:
    """The accredited programmes of the day, when nobody can say what the area offers: places, wait and rate are unknown."""
    accredited = sorted(load_programmes(), key=lambda row: row.code)
    found = [
        _as_accredited(row, defendant)
        for row in accredited
        if row.setting is not ProgrammeSetting.CUSTODY and row.possibly_offered_on(defendant.on)
    ]
    return _for_needs(found, defendant)


def completion_rate(completed: int, ended: int, *, counted_from: date) -> CompletionRate | None:
    """The share who completed of those who began and ended, with its interval; absent when nobody has ended.

    Source: Wilson, Journal of the American Statistical Association 22 (1927) 209.
    """
    if not ended:
        return None
    share, z_squared = completed / ended, NORMAL_DEVIATE_95**2
    centre = share + z_squared / (2 * ended)
    spread = NORMAL_DEVIATE_95 * sqrt(share * (1 - share) / ended + z_squared / (4 * ended**2))
    scale = 1 + z_squared / ended
    return CompletionRate(
        completed=completed,
        began_and_ended=ended,
        share=share,
        share_at_least=max(min((centre - spread) / scale, share), 0.0),
        share_at_most=min(max((centre + spread) / scale, share), 1.0),
        counted_from=counted_from,
    )


def wait_weeks(on: date, starts_on: date | None) -> int | None:
    """The whole weeks until a start, begun weeks counted; absent where no start is known."""
    return -(-(starts_on - on).days // DAYS_A_WEEK) if starts_on else None


def _as_offered(offer: ProgrammeOffer, offered: OfferList, defendant: Defendant) -> ProgrammeOption:
    because = list(_against(offer.populations, defendant))
    if not offer.places_free:
        because.append("no_place_free")
    return ProgrammeOption(
        programme_code=offer.programme_code,
        name=offer.name,
        meets_needs=sorted(defendant.needs.intersection(offer.pathway_codes)),
        available=not because,
        because=because,
        places_free=offer.places_free,
        next_start_on=offer.next_start_on,
        wait_weeks=wait_weeks(defendant.on, offer.next_start_on),
        referrals_waiting=offer.referrals_waiting,
        length_weeks=offer.length_weeks,
        completion=completion_rate(offer.completed, offer.completed + offer.not_completed, counted_from=offered.counted_from),
        source=offer.source,
    )


def _as_accredited(row: Programme, defendant: Defendant) -> ProgrammeOption:
    because = list(_against(row.population, defendant))
    return ProgrammeOption(
        programme_code=row.code,
        name=row.name,
        meets_needs=sorted(defendant.needs.intersection(row.pathway_codes)),
        available=False if because else None,
        because=because,
        places_free=None,
        next_start_on=None,
        wait_weeks=None,
        referrals_waiting=None,
        length_weeks=None,
        completion=None,
        source=row.source,
    )


def _against(populations: Collection[str], defendant: Defendant) -> Iterator[str]:
    if defendant.sex in POPULATIONS and POPULATIONS[defendant.sex] not in populations:
        yield "not_for_this_sex"


def _for_needs(found: Sequence[ProgrammeOption], defendant: Defendant) -> list[ProgrammeOption]:
    return [option for option in found if option.meets_needs or not defendant.needs]
