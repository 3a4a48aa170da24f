"""Papers to calculate key dates from: valid by default."""

from collections.abc import Sequence
from typing import Any

from noms.contracts.offender_mgmt.key_dates import KeyDatesToCalculate

Json = dict[str, Any]


def a_sentence(identity: str = "1", /, **changes: Any) -> Json:
    """Two years for an offence under the Act of 2003."""
    return {
        "id": identity,
        "sentence_type": "standard",
        "sentenced_on": "2013-09-21",
        "offence_committed_on": "2012-01-01",
        "duration": {"years": 2},
    } | changes


def an_adjustment(kind: str, days: int, applies_from: str, **changes: Any) -> Json:
    return {"kind": kind, "days": days, "applies_from": applies_from} | changes


def papers(*sentences: Json, adjustments: Sequence[Json] = (), **changes: Any) -> Json:
    """What the calculation is asked, as JSON."""
    return {
        "date_of_birth": "1970-06-15",
        "sentences": list(sentences or [a_sentence()]),
        "adjustments": list(adjustments),
    } | changes


def read(asked: Json) -> KeyDatesToCalculate:
    return KeyDatesToCalculate.model_validate(asked)
