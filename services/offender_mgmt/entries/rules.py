"""The order in which key dates stand, and what an entry by hand may not say."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from noms.contracts.offender_mgmt.key_dates import KeyDate
from noms.contracts.problems import FieldError

IN_ORDER = (
    (KeyDate.HDCED, KeyDate.CRD),
    (KeyDate.HDCED, KeyDate.ARD),
    (KeyDate.PED, KeyDate.NPD),
    (KeyDate.CRD, KeyDate.LED),
    (KeyDate.CRD, KeyDate.SED),
    (KeyDate.CRD, KeyDate.SLED),
    (KeyDate.ARD, KeyDate.SED),
    (KeyDate.PED, KeyDate.SED),
    (KeyDate.PED, KeyDate.SLED),
    (KeyDate.NPD, KeyDate.LED),
    (KeyDate.NPD, KeyDate.SED),
    (KeyDate.NPD, KeyDate.SLED),
    (KeyDate.LED, KeyDate.SED),
    (KeyDate.PRRD, KeyDate.SED),
    (KeyDate.PRRD, KeyDate.SLED),
)
"""Which date never lies after which. Source: PSO 6650; Criminal Justice Act 2003 ss.244 to 256."""

NEVER_TOGETHER = ((KeyDate.SED, KeyDate.SLED), (KeyDate.CRD, KeyDate.ARD), (KeyDate.LED, KeyDate.SLED))
"""Dates of which a sentence has one or the other. Source: PSO 6650."""

EXPIRIES = (KeyDate.SED, KeyDate.SLED)


def faults_of_entry(
    dates: Mapping[KeyDate, date], *, indeterminate: bool, sentenced_on: Sequence[date], born_on: date
) -> tuple[FieldError, ...]:
    """Everything in the entry that contradicts itself or the record, each date by its letters; none when it holds together."""
    return (
        *_faults_of_order(dates),
        *_faults_of_pairs(dates),
        *_faults_of_kind(dates, indeterminate=indeterminate),
        *_faults_of_beginning(dates, sentenced_on, born_on),
    )


def _faults_of_order(dates: Mapping[KeyDate, date]) -> Iterator[FieldError]:
    for earlier, later in IN_ORDER:
        if earlier in dates and later in dates and dates[earlier] > dates[later]:
            yield _fault(earlier, "out_of_order", f"The {earlier} does not lie after the {later}.")


def _faults_of_pairs(dates: Mapping[KeyDate, date]) -> Iterator[FieldError]:
    for one, other in NEVER_TOGETHER:
        if one in dates and other in dates:
            yield _fault(one, "not_both", f"A sentence has {one} or {other}, not both.")


def _faults_of_kind(dates: Mapping[KeyDate, date], *, indeterminate: bool) -> Iterator[FieldError]:
    if indeterminate:
        for code in (*EXPIRIES, KeyDate.CRD, KeyDate.ARD):
            if code in dates:
                yield _fault(code, "not_for_an_indeterminate_sentence", "A sentence without an end has no such date.")
    else:
        if KeyDate.TARIFF in dates:
            yield _fault(KeyDate.TARIFF, "only_for_an_indeterminate_sentence", "Only a sentence without an end has a tariff.")
        if not any(code in dates for code in EXPIRIES):
            yield FieldError(pointer="/dates", code="no_expiry", message="A sentence with an end has an SED or an SLED.")


def _faults_of_beginning(dates: Mapping[KeyDate, date], sentenced_on: Sequence[date], born_on: date) -> Iterator[FieldError]:
    begins_on = min(sentenced_on, default=born_on)
    for code, on in dates.items():
        if on < born_on:
            yield _fault(code, "before_birth", "The person was not born on that day.")
        elif on < begins_on:
            yield _fault(code, "before_the_sentence", f"The first sentence served was passed on {begins_on}.")


def _fault(code: KeyDate, reason: str, message: str) -> FieldError:
    return FieldError(pointer=f"/dates/{code}", code=reason, message=message)
