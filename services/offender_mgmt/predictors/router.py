"""Predictors over HTTP: stateless, with every term shown."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Path

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import room
from noms.contracts.offender_mgmt.predictor_views import OffenceGroupView, PredictionTermView, PredictionView
from noms.contracts.offender_mgmt.predictors import OffenceCodeText, OgpAsked, Ogrs3Asked, OvpAsked
from services.offender_mgmt.oasys_predictors import rules as oasys
from services.offender_mgmt.ogrs3 import rules as ogrs3
from services.offender_mgmt.permissions import Predictor
from services.offender_mgmt.predictions.rules import FORMULA_VERSION, Prediction
from services.offender_mgmt.predictors import queries
from services.offender_mgmt.predictors.refusals import NeedsExactOffence, NoOffenceGroup

router = room("predictors")

_WITHOUT_GROUP = problems(NeedsExactOffence, NoOffenceGroup)


@router.post("/v1/predictors/ogrs3", response_model=PredictionView, responses=_WITHOUT_GROUP)
async def predict_by_ogrs3(asked: Ogrs3Asked, _caller: Predictor) -> PredictionView:
    """Predict proven reoffending by OGRS 3, from sanctions, age, sex and offence. Nothing is kept and nobody is looked up.

    The answer depends on what is given and on nothing else: `as_at` stands for today. Ages are counted in whole years; where the
    follow-up began more than two years before `as_at`, the age on that day counts.
    """
    if faults := ogrs3.faults_of_ogrs3(asked):
        raise Invalid(errors=faults)
    group = queries.group_asked_for(asked)
    predicted = ogrs3.ogrs3(ogrs3.history_of(asked), weight=float(group.ogrs3_weight), group=group.name)
    return _shown(predicted, warnings=ogrs3.warnings_of(asked))


@router.post("/v1/predictors/ogp", response_model=PredictionView)
async def predict_by_ogp(asked: OgpAsked, _caller: Predictor) -> PredictionView:
    """Predict non-violent reoffending by OGP, from OGRS 3 and ten items of OASys. Nothing is kept and nobody is looked up."""
    return _shown(oasys.ogp(asked))


@router.post("/v1/predictors/ovp", response_model=PredictionView)
async def predict_by_ovp(asked: OvpAsked, _caller: Predictor) -> PredictionView:
    """Predict violent reoffending by OVP, from sanctions, age and items of OASys. Nothing is kept and nobody is looked up."""
    if faults := oasys.faults_of_ovp(asked):
        raise Invalid(errors=faults)
    return _shown(oasys.ovp(asked))


@router.get("/v1/offence-groups/{code}", response_model=OffenceGroupView, responses=problems(NotFound) | _WITHOUT_GROUP)
async def read_offence_group(
    code: Annotated[OffenceCodeText, Path(description="Home Office offence code.", examples=["02802"])], _caller: Predictor
) -> OffenceGroupView:
    """Read which offence group a Home Office offence code falls in, and what it weighs in OGRS 3."""
    return queries.group_view(code)


def _shown(predicted: Prediction, *, warnings: Sequence[str] = ()) -> PredictionView:
    """The answer as its readers see it."""
    return PredictionView(
        one_year_percent=predicted.one_year_percent,
        two_year_percent=predicted.two_year_percent,
        band=predicted.band,
        score=predicted.score,
        terms=[PredictionTermView.model_validate(term) for term in predicted.terms],
        warnings=list(warnings),
        formula_version=FORMULA_VERSION,
    )
