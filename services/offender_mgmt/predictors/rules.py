"""The three formulas, laid out as printed. Time is always an argument: the same question has the same answer for ever."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, exp, floor, log

from noms.contracts.offender_mgmt.persons import age_on
from noms.contracts.offender_mgmt.predictors import (
    Awareness,
    Band,
    OgpAsked,
    Ogrs3Asked,
    OvpAsked,
    Sex,
)
from noms.contracts.problems import FieldError

FORMULA_VERSION = 1  # House rule: 0072

# Source: MoJ Research Summary 7/09, as in hmpps-arns-risk-actuarial-api OGRS3TransformationHelper
AGES_FROM = (10, 12, 14, 16, 18, 21, 25, 30, 35, 40, 50)
# Source: MoJ Research Summary 7/09, as in hmpps-arns-risk-actuarial-api OGRS3TransformationHelper
AGE_AND_SEX = {
    Sex.MALE: (0.0, 0.08392, 0.07578, -0.0616, -0.6251, -1.0515, -1.1667, -1.326, -1.368, -1.4997, -2.0253),
    Sex.FEMALE: (0.785, 0.61385, 0.66952, -0.9592, -0.8975, -1.0285, -1.0528, -1.1291, -1.4219, -1.5247, -2.4498),
}
FIRST_SANCTION, FURTHER_SANCTION = 0.12614, 0.46306  # Source: MoJ Research Summary 7/09
COPAS_FACTOR, COPAS_YEARS = 1.25112, 10  # Source: MoJ Research Summary 7/09
OGRS3_CONSTANTS = (1.40256, 2.1217)  # Source: MoJ Research Summary 7/09, within one and two years
YOUNGEST = 10  # Source: MoJ Research Summary 7/09: the age of criminal responsibility
ADULT = 18  # Source: hmpps-arns-risk-actuarial-api: below it the printed coefficients are doubtful
FOLLOW_UP_GROWS_OLD_YEARS = 2  # Source: hmpps-arns-risk-actuarial-api: the age is then taken on the day of the question

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

BANDS = (Band.LOW, Band.MEDIUM, Band.HIGH, Band.VERY_HIGH)
OGRS3_BANDS_FROM = (0, 50, 75, 90)  # Source: MoJ Research Summary 7/09, by the chance within two years
OGP_BANDS_FROM = (0, 34, 67, 85)  # Source: hmpps-arns-risk-actuarial-api
OVP_BANDS_FROM = (0, 30, 60, 80)  # Source: hmpps-arns-risk-actuarial-api


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a score, and why it has its value."""

    name: str
    value: float
    because: str


@dataclass(frozen=True, slots=True)
class Prediction:
    """The chance within one and two years, with the terms that it is the sum of."""

    score: float
    one_year_percent: int
    two_year_percent: int
    band: Band
    terms: tuple[Term, ...]


def percent(score: float) -> int:
    """The chance that a score stands for, as a whole percentage from 1 to 99.

    Rounded to five decimals, then half up. Source: hmpps-arns-risk-actuarial-api.
    """
    chance = Fraction(str(round(1 / (1 + exp(-score)), 5)))
    return min(max(floor(chance * 100 + Fraction(1, 2)), 1), 99)


def half_up(value: Fraction) -> int:
    """The nearest whole number, half upwards. Source: hmpps-arns-risk-actuarial-api."""
    return floor(value + Fraction(1, 2))


def age_at_follow_up(born_on: date, follow_up_starts_on: date, *, as_at: date) -> int:
    """The age that counts: at the start of follow-up, or on the day of the question once that start is over two years past."""
    anniversary = (follow_up_starts_on.year + FOLLOW_UP_GROWS_OLD_YEARS, follow_up_starts_on.month, follow_up_starts_on.day)
    grown_old = anniversary < (as_at.year, as_at.month, as_at.day)
    return age_on(as_at if grown_old else follow_up_starts_on, born_on=born_on)


@dataclass(frozen=True, slots=True)
class History:
    """What OGRS 3 knows of somebody: ages in whole years at the start of follow-up, at conviction and at the first sanction."""

    sex: Sex
    age: int
    age_at_conviction: int
    age_at_first: int
    total_sanctions: int


def history_of(asked: Ogrs3Asked) -> History:
    """The ages that the dates come to."""
    return History(
        sex=asked.sex,
        age=age_at_follow_up(asked.date_of_birth, asked.follow_up_starts_on, as_at=asked.as_at),
        age_at_conviction=age_on(asked.convicted_on, born_on=asked.date_of_birth),
        age_at_first=_age_at_first(asked),
        total_sanctions=asked.total_sanctions,
    )


def _age_at_first(asked: Ogrs3Asked) -> int:
    if asked.first_sanction_on is not None:
        return age_on(asked.first_sanction_on, born_on=asked.date_of_birth)
    return asked.first_sanction_age or 0


def faults_of_ogrs3(asked: Ogrs3Asked) -> tuple[FieldError, ...]:
    """What contradicts itself, each with its field. Source: MoJ Research Summary 7/09 for what the formula can take."""
    first = "/first_sanction_on" if asked.first_sanction_on else "/first_sanction_age"
    conviction = age_on(asked.convicted_on, born_on=asked.date_of_birth)
    stands = (
        ("/convicted_on", "too_young", f"Nobody under {YOUNGEST} is convicted.", conviction < YOUNGEST),
        (first, "too_young", f"Nobody under {YOUNGEST} is sanctioned.", _age_at_first(asked) < YOUNGEST),
        (first, "after_the_conviction", "The first sanction is no later than this one.", _age_at_first(asked) > conviction),
        (
            "/follow_up_starts_on",
            "before_the_conviction",
            "Follow-up begins with the sentence or the release.",
            asked.follow_up_starts_on < asked.convicted_on,
        ),
        ("/as_at", "before_the_conviction", "The question is asked after the conviction.", asked.as_at < asked.convicted_on),
    )
    return tuple(FieldError(pointer=at, code=code, message=message) for at, code, message, holds in stands if holds)


def warnings_of(asked: Ogrs3Asked) -> list[str]:
    """What a reader must know before using the figure."""
    age = age_at_follow_up(asked.date_of_birth, asked.follow_up_starts_on, as_at=asked.as_at)
    return [f"Under {ADULT} the printed coefficients are doubtful: do not decide by this figure."] if age < ADULT else []


def ogrs3(known: History, *, weight: float, group: str) -> Prediction:
    """OGRS 3: the chance of a proven reoffence within one and two years. The first sanction is no later than the conviction."""
    years = COPAS_YEARS + known.age_at_conviction - known.age_at_first
    first = known.total_sanctions == 1
    by_age = _stepped(AGES_FROM, AGE_AND_SEX[known.sex], known.age)
    in_time = COPAS_FACTOR * log(known.total_sanctions / years)
    terms = (
        Term("age_and_sex", by_age, f"{known.sex}, {known.age} at the start of follow-up"),
        Term("sanction_status", FIRST_SANCTION if first else FURTHER_SANCTION, "first sanction" if first else "further sanction"),
        Term("sanctions_in_time", in_time, f"ln of {known.total_sanctions} sanctions over {years} years"),
        Term("offence_group", weight, group),
    )
    return _prediction(terms, 1.0, OGRS3_CONSTANTS, OGRS3_BANDS_FROM)


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
    return _prediction(terms, OGP_SLOPE, OGP_CONSTANTS, OGP_BANDS_FROM)


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
        ("/follow_up_starts_on", "too_young", f"The formula is for people of {ADULT} and over.", age < ADULT),
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
        Term("other_sanctions", _stepped(OTHER_SANCTIONS_FROM, OTHER_SANCTIONS, others), f"{others} other sanctions"),
        Term("age", _stepped(OVP_AGES_FROM, OVP_AGES, age), f"{age} at the start of follow-up"),
        _yes(asked.sex is Sex.MALE, "male", 5),
        _yes(not asked.recognises_impact, "does_not_recognise_impact", 4),
        _yes(asked.no_fixed_abode, "no_fixed_abode", 4),
        _yes(asked.unemployed, "unemployed", 4),
        _item("alcohol", alcohol, "9.1 and 9.2"),
        _yes(asked.psychiatric_treatment, "psychiatric_treatment", 4),
        _item("temper_control", 3 * asked.temper_control, "11.4"),
        _item("pro_criminal_attitudes", 3 * asked.pro_criminal_attitudes, "12.1"),
    )
    return _prediction(terms, OVP_SLOPE, OVP_CONSTANTS, OVP_BANDS_FROM)


def _yes(holds: bool, name: str, points: int) -> Term:
    return Term(name, points if holds else 0, "yes" if holds else "no")


def _item(name: str, points: int, questions: str) -> Term:
    return Term(name, points, f"OASys {questions}")


def _stepped(steps_from: Sequence[int], values: Sequence[float], value: int) -> float:
    """The value of the step that a number stands on; below the first step, that of the first."""
    return values[max(bisect_right(steps_from, value) - 1, 0)]


def _prediction(terms: tuple[Term, ...], slope: float, constants: tuple[float, float], bands_from: tuple[int, ...]) -> Prediction:
    score = sum(term.value for term in terms)
    one_year, two_years = (percent(slope * score + constant) for constant in constants)
    return Prediction(score, one_year, two_years, BANDS[bisect_right(bands_from, two_years) - 1], terms)
