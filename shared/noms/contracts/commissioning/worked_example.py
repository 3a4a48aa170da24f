"""The worked example of the payment specification, as it is sent: an indexed fee, one quarter of everything, one invoice more."""

from pydantic.config import JsonDict

_SHOWERS: JsonDict = {"places": 10, "used": True}
_OCCURRENCES: tuple[tuple[str, str, str, JsonDict], ...] = (
    ("UNAVAILABLE_PLACES", "heating", "2011-05-09", {"ended_on": "2011-05-13", "places": 24}),
    *(("UNAVAILABLE_PLACES", "sanitation", f"2011-06-{day}", {**_SHOWERS}) for day in ("02", "06", "10", "14", "20")),
    ("ADDITIONAL_PLACES", "call-off", "2011-06-01", {"ended_on": "2011-06-30", "places": 40}),
    ("UNAUTHORISED_DOUBLING", "doubling", "2011-06-07", {"ended_on": "2011-06-08", "places": 3}),
    ("FIXED_SUM_INCIDENT", "escape", "2011-06-19", {}),
    ("PERFORMANCE_FAILURE", "escape", "2011-06-19", {"same_event_as": 9}),
    *(("PERFORMANCE_FAILURE", "serious_assault", f"2011-04-{day}", {}) for day in ("03", "09", "20", "28")),
    ("PERFORMANCE_FAILURE", "serious_assault", "2011-05-30", {"state": "HELD"}),
    ("PERFORMANCE_FAILURE", "concerted_indiscipline", "2011-05-21", {}),
    *(("PERFORMANCE_FAILURE", "class_a_drug_find", f"2011-05-{day}", {}) for day in ("03", "09", "20", "28", "29")),
    *(("PERFORMANCE_FAILURE", "other_drug_find", f"2011-06-0{day}", {}) for day in range(1, 9)),
    ("PERFORMANCE_FAILURE", "late_return", "2011-02-15", {}),
    ("PERFORMANCE_FAILURE", "late_return", "2011-06-15", {"count": "5"}),
)  # fmt: skip


def _id(number: int) -> str:
    return f"7c1d4a52-0b6e-4f3a-9d18-0000000000{number:02}"


def _occurrence(number: int, kind: str, code: str, occurred_on: str, rest: JsonDict) -> JsonDict:
    told = {"occurrence_id": _id(number), "kind": kind, "code": code, "occurred_on": occurred_on, **rest}
    return told | ({"same_event_as": _id(int(str(rest["same_event_as"])))} if "same_event_as" in rest else {})


_MEASURES = {
    "escape": "100", "serious_assault": "20", "concerted_indiscipline": "50", "class_a_drug_find": "10", "other_drug_find": "1",
    "late_return": "2.5",
}  # fmt: skip

WORKED_TERMS: JsonDict = {
    "commenced_on": "2010-04-01",
    "ends_on": "2020-03-31",
    "annual_fee_pence": 2_400_000_000,
    "indexation": {
        "index": "RPI",
        "indexed_share_percent": "60",
        "base_month": "2010-01",
        "base_value": "220.0",
        "reference_month": 1,
    },
    "availability": {
        "place_types": [{"code": "cell", "places": 800}],
        "criteria": [{"code": "heating", "place_type": "cell"}, {"code": "sanitation", "place_type": "cell"}],
        "repeats": [{"more_than": 4, "factor": "1.5"}, {"more_than": 8, "factor": "2"}],
    },
    "additional_places": [{"code": "call-off", "pence": "3550"}],
    "doubling": [{"code": "doubling", "pence": "10000"}],
    "fixed_sums": [{"code": "escape", "percent_of_fee": "0.25"}],
    "points": {
        "measures": [{"code": code, "points": points} for code, points in _MEASURES.items()],
        "quarterly": {
            "pence_a_point": "24000",
            "baselines": [{"from_year": 1, "to_year": 1, "points": "150"}, {"from_year": 2, "points": "137"}],
            "bands": [
                {"above": "0", "up_to": "50", "factor": "1"},
                {"above": "50", "up_to": "150", "factor": "1.2"},
                {"above": "150", "factor": "1.5"},
            ],
            "repeat_multiplier": "2",
        },
    },
    "cap_percent_of_fee": "5",
}
"""800 places, £24,000,000.00 of which 60 % follow the index, £240.00 a point, a baseline of 137 in the second year."""

WORKED_EXAMPLE: JsonDict = {
    "terms": WORKED_TERMS,
    "facts": {
        "occurrences": [_occurrence(number, *told) for number, told in enumerate(_OCCURRENCES, 1)],
        "index_values": [{"index": "RPI", "month": "2011-01", "value": "229.9", "published_on": "2011-02-15"}],
    },
    "through": "2011-07-31",
}
"""April to July 2011: the escape of 19 June is the ninth occurrence, and its 100 points the tenth."""

WORKED_STAKES: JsonDict = {
    "terms": WORKED_TERMS,
    "rates": [
        {"kind": "PERFORMANCE_FAILURE", "code": "serious_assault", "a_year": "16"},
        {"kind": "PERFORMANCE_FAILURE", "code": "class_a_drug_find", "a_year": "20"},
        {"kind": "FIXED_SUM_INCIDENT", "code": "escape", "a_year": "0.2"},
        {"kind": "UNAVAILABLE_PLACES", "code": "heating", "a_year": "6", "places": 24, "days": 5},
    ],
    "seed": 2010,
    "runs": 100,
    "first_year": 2,
}
"""What assaults, finds, escapes and failed heating put at stake in the second year."""
