"""Which index values and figures are taken down, and which of their revisions follow one another."""

from datetime import date
from fractions import Fraction

import pytest

from noms.contracts.commissioning.facts import FactKind
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.commissioning.terms_versions import PLAIN_TERMS
from services.commissioning.facts.rules import (
    FactObjection,
    FigureFault,
    Published,
    fault_of,
    objection_to_revision,
    objection_to_value,
)

TERMS = PaymentTerms.model_validate(
    PLAIN_TERMS
    | {
        "volume": {"fee_pence": 1_200_000_000, "expected_cases": "10000", "band_percent": "5", "marginal_percent": "60"},
        "points": {
            "measures": [
                {"code": "flat", "points": "1"},
                {"code": "stepped", "missed": {"target": "90", "direction": "high", "steps": [{"more_than_percent": "0", "points": "5"}]}},
            ],
            "quarterly": {"pence_a_point": "1", "baselines": [{"from_year": 1, "points": "0"}], "bands": [{"above": "0", "factor": "1"}]},
        },
        "payment_by_results": {
            "at_risk_percent": "10", "threshold_points": "5",
            "cohorts": [{"code": "cohort-1", "fee_year": 1, "matures_on": "2011-02-28"}],
        },
    }
)  # fmt: skip
JUNE = date(2010, 6, 30)


@pytest.mark.parametrize(
    ("value", "beside", "fault"),
    [
        ("100000", 0, None),
        ("100000.000001", 0, FigureFault.TOO_MANY_CASES),
        ("40001", 60_000, FigureFault.TOO_MANY_CASES),
        ("40000", 60_000, None),
    ],
)
def test_the_cases_of_a_contract_year_are_bounded_together(value: str, beside: int, fault: FigureFault | None):
    assert fault_of(FactKind.VOLUME, None, value, JUNE, TERMS, beside=Fraction(beside)) is fault


@pytest.mark.parametrize(
    ("changes", "known", "objection"),
    [
        ({}, [], None),
        ({}, [Published(1, date(2011, 2, 15))], FactObjection.TAKEN_DOWN_ALREADY),
        ({"revision": 2}, [Published(1, date(2011, 2, 15))], None),
        ({"revision": 2}, [], FactObjection.REVISION_OUT_OF_ORDER),
        ({"revision": 3}, [Published(1, date(2011, 2, 15))], FactObjection.REVISION_OUT_OF_ORDER),
        ({"revision": 2}, [Published(1, date(2011, 2, 16))], FactObjection.REVISION_OUT_OF_ORDER),
        ({"published_on": date(2011, 3, 2)}, [], FactObjection.NOT_COME_YET),
        ({"published_on": date(2010, 12, 31)}, [], FactObjection.BEFORE_ITS_MONTH),
        ({"published_on": date(2011, 1, 1)}, [], None),
    ],
)
def test_a_publication_is_taken_down_once_and_its_revisions_in_order(
    changes: dict[str, object], known: list[Published], objection: FactObjection | None
):
    told: dict[str, object] = {
        "month": date(2011, 1, 1),
        "revision": 1,
        "published_on": date(2011, 2, 15),
        "as_at": date(2011, 3, 1),
    }

    assert objection_to_value(**(told | changes), known=known) is objection  # type: ignore[arg-type]  # the table holds each by its name


def test_a_later_revision_waits_for_the_one_before():
    assert objection_to_revision(1, []) is None
    assert objection_to_revision(2, [1]) is None
    assert objection_to_revision(3, [1]) is FactObjection.REVISION_OUT_OF_ORDER
    assert objection_to_revision(1, [1, 2]) is FactObjection.TAKEN_DOWN_ALREADY


@pytest.mark.parametrize(
    ("kind", "code", "value", "fault"),
    [
        (FactKind.VOLUME, None, "8700", None),
        (FactKind.VOLUME, "cohort-1", "8700", FigureFault.CODE_NOT_EXPECTED),
        (FactKind.VOLUME, None, "-1", FigureFault.NEGATIVE),
        (FactKind.OUTTURN, "stepped", "88.5", None),
        (FactKind.OUTTURN, "flat", "88.5", FigureFault.UNKNOWN_MEASURE),
        (FactKind.OUTTURN, None, "88.5", FigureFault.CODE_MISSING),
        (FactKind.OUTTURN, "stepped", "-0.5", FigureFault.NEGATIVE),
        (FactKind.OUTTURN, "stepped", "100", None),
        (FactKind.OUTTURN, "stepped", "100.1", FigureFault.OUTSIDE_RANGE),
        (FactKind.COHORT, "cohort-1", "-3.3", None),
        (FactKind.COHORT, "cohort-2", "-3.3", FigureFault.UNKNOWN_COHORT),
        (FactKind.COHORT, None, "-3.3", FigureFault.CODE_MISSING),
        (FactKind.COHORT, "cohort-1", "-100.1", FigureFault.OUT_OF_RANGE),
        (FactKind.COHORT, "cohort-1", "-3.00001", FigureFault.OUT_OF_RANGE),
    ],
)
def test_a_figure_is_one_that_the_terms_ask_for(kind: FactKind, code: str | None, value: str, fault: FigureFault | None):
    assert fault_of(kind, code, value, JUNE, TERMS) is fault


def test_no_figure_lies_before_the_service_commenced():
    assert fault_of(FactKind.VOLUME, None, "1", date(2010, 3, 31), TERMS) is FigureFault.OUTSIDE_THE_TERMS


def test_only_a_cohort_is_known_after_the_agreement_has_ended():
    """A cohort matures late; a volume of 2021 under an agreement that ended in 2020 was taken before."""
    after = date(2011, 4, 1)

    assert fault_of(FactKind.VOLUME, None, "1", after, TERMS) is FigureFault.OUTSIDE_THE_TERMS
    assert fault_of(FactKind.OUTTURN, "stepped", "1", after, TERMS) is FigureFault.OUTSIDE_THE_TERMS
    assert fault_of(FactKind.COHORT, "cohort-1", "-3.3", after, TERMS) is None


def test_terms_without_cohorts_or_points_know_none():
    plain = PaymentTerms.model_validate(PLAIN_TERMS)

    assert fault_of(FactKind.VOLUME, None, "1", JUNE, plain) is FigureFault.NO_VOLUME
    assert fault_of(FactKind.COHORT, "cohort-1", "-3.3", JUNE, plain) is FigureFault.UNKNOWN_COHORT
    assert fault_of(FactKind.OUTTURN, "stepped", "1", JUNE, plain) is FigureFault.UNKNOWN_MEASURE
