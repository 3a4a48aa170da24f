"""The formulas of OGP and OVP, laid out as printed: a hundred points of fixed facts and needs."""

from fractions import Fraction
from math import ceil, floor

from noms.contracts.offender_mgmt.predictors import Awareness, OgpAsked, OvpAsked, PredictorSex
from noms.contracts.problems import FieldError
from services.offender_mgmt.predictions.rules import Prediction, Term, age_at_follow_up, prediction, stepped

YOUNGEST = 18  # Source: hmpps-arns-risk-actuarial-api: the first age band of OVP
OGP_SLOPE, OGP_CONSTANTS = 0.0616, (-3.6832, -3.0795)  # Source: hmpps-arns-risk-actuarial-api
OVP_SLOPE, OVP_CONSTANTS = 0.0722, (-4.5215, -3.8773)  # Source: hmpps-arns-risk-actuarial-api
# Source: hmpps-arns-risk-actuarial-api (OASys of August 2009)
FIVE_THREE = (0, 3, 5)
# Source: hmpps-arns-risk-actuarial-api (OASys of August 2009)
AWARENESS = {Awareness.YES: 0, Awareness.SOMETIMES: 1, Awareness.NO: 2}
# Source: hmpps-arns-risk-actuarial-api (OASys of August 2009)
VIOLENT_SANCTIONS = (0, 4, 7, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25)
# Source: hmpps-arns-risk-actuarial-api (OASys of August 2009)
OTHER_SANCTIONS_FROM, OTHER_SANCTIONS = (0, 3, 5, 11, 21), (0, 2, 3, 4, 5)
# Source: hmpps-arns-risk-actuarial-api (OASys of August 2009)
OVP_AGES_FROM = (18, 20, 22, 24, 26, 31, 36, 41, 46, 51)
# Source: hmpps-arns-risk-actuarial-api (OASys of August 2009)
OVP_AGES = (20, 17, 14, 12, 10, 8, 6, 4, 2, 0)
OGP_BANDS_FROM = (0, 34, 67, 85)  # Source: hmpps-arns-risk-actuarial-api
OVP_BANDS_FROM = (0, 30, 60, 80)  # Source: hmpps-arns-risk-actuarial-api


def half_up(value: Fraction) -> int:
    """The nearest whole number, half upwards. Source: hmpps-arns-risk-actuarial-api."""
    return floor(value + Fraction(1, 2))


def ogp(asked: OgpAsked) -> Prediction:
    """OGP: the chance of non-violent reoffending, from OGRS 3 and needs on a scale of 100.

    Source: hmpps-arns-risk-actuarial-api (OASys of August 2009).
    """
    drugs = asked.drug_misuse + asked.motivation_to_tackle_drug_misuse
    thinking = asked.problem_solving + AWARENESS[asked.awareness_of_consequences] + asked.understands_others_views
    terms = (
        Term("ogrs3", half_up(Fraction(3, 5) * asked.ogrs3_two_year_percent), f"0.6 of {asked.ogrs3_two_year_percent} percent"),
        _yes(asked.no_fixed_abode, "no_fixed_abode", 5),
        _yes(asked.unemployed, "unemployed", 5),
        _item("activities_encourage_offending", FIVE_THREE[asked.activities_encourage_offending], "7.2"),
        _item("drug_misuse", half_up(Fraction(15, 4) * drugs), "8.4 and 8.8"),
        _item("thinking", half_up(Fraction(5, 6) * thinking), "11.6, 11.7 and 11.9"),
        _item("pro_criminal_attitudes", FIVE_THREE[asked.pro_criminal_attitudes], "12.1"),
    )
    return prediction(terms, OGP_SLOPE, OGP_CONSTANTS, OGP_BANDS_FROM)


def faults_of_ovp(asked: OvpAsked) -> tuple[FieldError, ...]:
    """What contradicts itself, each with its field. Source: hmpps-arns-risk-actuarial-api for what the formula can take."""
    age = age_at_follow_up(asked.date_of_birth, asked.follow_up_starts_on, as_at=asked.as_at)
    stands = (
        (
            "/violent_sanctions",
            "more_than_all",
            "These are among total_sanctions.",
            asked.violent_sanctions > asked.total_sanctions,
        ),
        ("/follow_up_starts_on", "too_young", f"The formula is for people of {YOUNGEST} and over.", age < YOUNGEST),
    )
    return tuple(FieldError(pointer=at, code=code, message=message) for at, code, message, holds in stands if holds)


def ovp(asked: OvpAsked) -> Prediction:
    """OVP: the chance of violent reoffending, from sanctions, age and needs on a scale of 100.

    Source: hmpps-arns-risk-actuarial-api (OASys of August 2009).
    """
    age = age_at_follow_up(asked.date_of_birth, asked.follow_up_starts_on, as_at=asked.as_at)
    others = asked.total_sanctions - asked.violent_sanctions
    violent = VIOLENT_SANCTIONS[min(asked.violent_sanctions, len(VIOLENT_SANCTIONS) - 1)]
    alcohol = ceil(Fraction(5, 2) * (asked.alcohol_current_use + asked.alcohol_binge))
    terms = (
        _yes(asked.total_sanctions > 0, "any_sanction", 5),
        Term("violent_sanctions", violent, f"{asked.violent_sanctions} violent sanctions"),
        Term("other_sanctions", stepped(OTHER_SANCTIONS_FROM, OTHER_SANCTIONS, others), f"{others} other sanctions"),
        Term("age", stepped(OVP_AGES_FROM, OVP_AGES, age), f"{age} at the start of follow-up"),
        _yes(asked.sex is PredictorSex.MALE, "male", 5),
        _yes(not asked.recognises_impact, "does_not_recognise_impact", 4),
        _yes(asked.no_fixed_abode, "no_fixed_abode", 4),
        _yes(asked.unemployed, "unemployed", 4),
        _item("alcohol", alcohol, "9.1 and 9.2"),
        _yes(asked.psychiatric_treatment, "psychiatric_treatment", 4),
        _item("temper_control", 3 * asked.temper_control, "11.4"),
        _item("pro_criminal_attitudes", 3 * asked.pro_criminal_attitudes, "12.1"),
    )
    return prediction(terms, OVP_SLOPE, OVP_CONSTANTS, OVP_BANDS_FROM)


def _yes(holds: bool, name: str, points: int) -> Term:
    return Term(name, points if holds else 0, "yes" if holds else "no")


def _item(name: str, points: int, questions: str) -> Term:
    return Term(name, points, f"OASys {questions}")
