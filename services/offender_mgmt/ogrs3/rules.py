"""The formula of OGRS 3, laid out as printed."""

from dataclasses import dataclass
from math import log

from noms.contracts.offender_mgmt.persons import age_on
from noms.contracts.offender_mgmt.predictors import Ogrs3Asked, PredictorSex
from noms.contracts.problems import FieldError
from services.offender_mgmt.predictions.rules import Prediction, Term, age_at_follow_up, prediction, stepped

# Source: MoJ Research Summary 7/09, as in hmpps-arns-risk-actuarial-api OGRS3TransformationHelper
AGES_FROM = (10, 12, 14, 16, 18, 21, 25, 30, 35, 40, 50)
# Source: MoJ Research Summary 7/09, as in hmpps-arns-risk-actuarial-api OGRS3TransformationHelper
AGE_AND_SEX = {
    PredictorSex.MALE: (0.0, 0.08392, 0.07578, -0.0616, -0.6251, -1.0515, -1.1667, -1.326, -1.368, -1.4997, -2.0253),
    PredictorSex.FEMALE: (0.785, 0.61385, 0.66952, -0.9592, -0.8975, -1.0285, -1.0528, -1.1291, -1.4219, -1.5247, -2.4498),
}
FIRST_SANCTION, FURTHER_SANCTION = 0.12614, 0.46306  # Source: MoJ Research Summary 7/09
COPAS_FACTOR, COPAS_YEARS = 1.25112, 10  # Source: MoJ Research Summary 7/09
OGRS3_CONSTANTS = (1.40256, 2.1217)  # Source: MoJ Research Summary 7/09, within one and two years
YOUNGEST = 10  # Source: MoJ Research Summary 7/09: the age of criminal responsibility
ADULT = 18  # Source: hmpps-arns-risk-actuarial-api: below it the printed coefficients are doubtful
OGRS3_BANDS_FROM = (0, 50, 75, 90)  # Source: MoJ Research Summary 7/09, by the chance within two years


@dataclass(frozen=True, slots=True)
class History:
    """What OGRS 3 knows of somebody: ages in whole years at the start of follow-up, at conviction and at the first sanction."""

    sex: PredictorSex
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
    by_age = stepped(AGES_FROM, AGE_AND_SEX[known.sex], known.age)
    in_time = COPAS_FACTOR * log(known.total_sanctions / years)
    terms = (
        Term("age_and_sex", by_age, f"{known.sex}, {known.age} at the start of follow-up"),
        Term("sanction_status", FIRST_SANCTION if first else FURTHER_SANCTION, "first sanction" if first else "further sanction"),
        Term("sanctions_in_time", in_time, f"ln of {known.total_sanctions} sanctions over {years} years"),
        Term("offence_group", weight, group),
    )
    return prediction(terms, 1.0, OGRS3_CONSTANTS, OGRS3_BANDS_FROM)
