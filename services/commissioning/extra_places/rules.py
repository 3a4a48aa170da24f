"""Steps 4 and 5: places called off and paid for, and places doubled without leave, each rounded once a month."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from uuid import UUID

from noms.contracts.commissioning.availability_terms import PlaceRate
from noms.contracts.commissioning.settlement_facts import Step
from services.commissioning.availability.rules import Stay
from services.commissioning.indexation.rules import Indexed
from services.commissioning.prices.rules import ContractMonth, whole_pence
from services.commissioning.workings.rules import StepLine, exactly, spelled_out, state_of


def place_rates(rates: Sequence[PlaceRate], fee: Indexed) -> dict[str, tuple[Fraction, bool]]:
    """The exact pence of each rate in a contract year, and whether an index value is still missing for it."""
    return {
        rate.code: (Fraction(rate.pence) * (fee.factor if rate.indexed else 1), rate.indexed and fee.provisional)
        for rate in rates
    }


def places_line(
    step: Step, rates: Mapping[str, tuple[Fraction, bool]], month: ContractMonth, stays: Iterable[Stay], spared: Collection[UUID]
) -> StepLine | None:
    """Step 4, places called off and paid for, used or not; and step 5, nights of doubling without leave, deducted."""
    charged = [
        (stay, stay.places * days)
        for stay in sorted(stays, key=lambda each: (each.from_day, each.occurrence_id.int))
        if (days := stay.days_in(month.from_day, month.to_day)) and stay.occurrence_id not in spared
    ]
    if not charged:
        return None
    exact = sum((rates[stay.code][0] * place_days for stay, place_days in charged), Fraction(0))
    pence = whole_pence(exact)
    disputed, provisional = any(stay.disputed for stay, _ in charged), any(rates[stay.code][1] for stay, _ in charged)
    return StepLine(
        step,
        "",
        str(sum(place_days for _, place_days in charged)),
        pence if step is Step.ADDITIONAL_PLACES else -pence,
        state_of(provisional=provisional, disputed=disputed),
        f"{spelled_out([f'{stay.code} {place_days} x {exactly(rates[stay.code][0])}p' for stay, place_days in charged])}",
        tuple(stay.occurrence_id for stay, _ in charged),
    )
