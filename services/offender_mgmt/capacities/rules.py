"""Which figures of a prison count on a day, and which can be recorded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from noms.contracts.offender_mgmt.capacities import CapacityToRecord
from noms.contracts.offender_mgmt.whereabouts import PlacingBody
from noms.contracts.problems import FieldError
from noms.reference.establishments import Establishment, OpenState
from noms.reference.further_responsibilities import FurtherService, load_further_responsibilities
from noms.reference.private_prisons import load_private_prison_contracts

_BUYER = {
    FurtherService.JUVENILE_PLACES: PlacingBody.YOUTH_JUSTICE_BOARD,
    FurtherService.DETAINEE_PLACES: PlacingBody.BORDER_AGENCY,
}


@dataclass(frozen=True)
class Figures:
    """What is known of a prison's places; what is absent nobody knows."""

    in_force_from: date | None
    cna: int | None
    in_use_cna: int | None
    operational_capacity: int | None
    source: str | None
    recorded: bool
    places_bought: Mapping[PlacingBody, int | None] = field(default_factory=dict)


def listed_figures(prison: Establishment, *, on: date) -> Figures:
    """What the list of prisons has, for a day on which nothing was recorded. House rule: 0089.

    The list has one operational capacity and one CNA in use for each prison, at the day nearest to April 2010 for which a
    source was found; a contract has the baseline places of a private prison.
    """
    baseline = {contract.establishment_code: contract.baseline_places for contract in load_private_prison_contracts()}
    return Figures(
        in_force_from=None,
        cna=baseline.get(prison.code),
        in_use_cna=prison.cna,
        operational_capacity=prison.op_capacity,
        source=prison.op_capacity_source,
        recorded=False,
        places_bought=_listed_places(prison.code, on),
    )


def _listed_places(place: str, on: date) -> dict[PlacingBody, int | None]:
    rows = [row for row in load_further_responsibilities() if row.service in _BUYER]
    return {_BUYER[row.service]: row.places_bought for row in rows if row.covers(place) and row.in_force_on(on)}


def capacity_faults(new: CapacityToRecord, prison: Establishment) -> list[FieldError]:
    """Why no certificate can say this; nothing when one can."""
    return [*_size_faults(new), *_buyer_faults(new), *_open_faults(new, prison)]


def _size_faults(new: CapacityToRecord) -> Iterator[FieldError]:
    if new.cna is not None and new.in_use_cna > new.cna:
        message = "No more places are in use than are certified."
        yield FieldError(pointer="/in_use_cna", code="more_than_certified", message=message)
    if sum(bought.places for bought in new.places_bought) > new.operational_capacity:
        message = "Others buy no more places than the prison has."
        yield FieldError(pointer="/places_bought", code="more_than_capacity", message=message)


def _buyer_faults(new: CapacityToRecord) -> Iterator[FieldError]:
    seen: set[PlacingBody] = set()
    for index, bought in enumerate(new.places_bought):
        pointer = f"/places_bought/{index}/placed_by"
        if bought.placed_by is PlacingBody.NOMS:
            yield FieldError(pointer=pointer, code="not_another_body", message="What NOMS commissions itself is the rest.")
        if bought.placed_by in seen:
            yield FieldError(pointer=pointer, code="named_twice", message="This body is named before.")
        seen.add(bought.placed_by)


def _open_faults(new: CapacityToRecord, prison: Establishment) -> Iterator[FieldError]:
    if prison.state_on(new.in_force_from) is OpenState.CLOSED:
        yield FieldError(pointer="/in_force_from", code="establishment_closed", message="It was not open on that day.")
