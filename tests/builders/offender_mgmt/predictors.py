"""What predictors are asked with: valid by default."""

from typing import Any

Json = dict[str, Any]


def _given(asked: Json) -> Json:
    return {name: value for name, value in asked.items() if value is not None}


def for_ogrs3(**changes: Any) -> Json:
    """A man of 22 with twelve sanctions, the first at 15. A change to None leaves the field out."""
    asked = {
        "sex": "male",
        "date_of_birth": "1988-03-01",
        "convicted_on": "2010-01-10",
        "first_sanction_age": 15,
        "total_sanctions": 12,
        "offence_group": "THEFT",
        "follow_up_starts_on": "2010-05-20",
        "as_at": "2010-06-01",
    }
    return _given(asked | changes)


def for_ogp(**changes: Any) -> Json:
    """Source: hmpps-arns-risk-actuarial-api test: scores 62 with an OGRS 3 of 81."""
    asked = {
        "ogrs3_two_year_percent": 81,
        "no_fixed_abode": False,
        "unemployed": True,
        "activities_encourage_offending": 1,
        "drug_misuse": 0,
        "motivation_to_tackle_drug_misuse": 0,
        "problem_solving": 1,
        "awareness_of_consequences": "sometimes",
        "understands_others_views": 0,
        "pro_criminal_attitudes": 1,
        "as_at": "2010-06-01",
    }
    return asked | changes


def for_ovp(**changes: Any) -> Json:
    """Source: hmpps-arns-risk-actuarial-api test: scores 82."""
    asked = {
        "sex": "male",
        "date_of_birth": "2000-10-15",
        "follow_up_starts_on": "2019-12-12",
        "total_sanctions": 31,
        "violent_sanctions": 17,
        "recognises_impact": False,
        "no_fixed_abode": True,
        "unemployed": True,
        "alcohol_current_use": 1,
        "alcohol_binge": 0,
        "psychiatric_treatment": False,
        "temper_control": 2,
        "pro_criminal_attitudes": 1,
        "as_at": "2019-12-12",
    }
    return asked | changes
