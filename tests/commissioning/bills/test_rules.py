"""VAT by tax point."""

from datetime import date
from fractions import Fraction

import pytest

from noms.contracts.commissioning.payment_bases import VatTreatment
from noms.contracts.commissioning.settlement_facts import VatRateFact
from services.commissioning.bills import rules


@pytest.mark.parametrize(
    ("tax_point", "percent"),
    [
        ("2008-11-30", "17.5"),
        ("2008-12-01", "15"),
        ("2009-12-31", "15"),
        ("2010-01-01", "17.5"),
        ("2011-01-03", "17.5"),
        ("2011-01-04", "20"),
        ("1994-05-01", "17.5"),
        ("1991-04-01", "17.5"),
        ("1991-03-31", "15"),
    ],
)
def test_the_rate_of_vat_is_that_of_the_tax_point(tax_point: str, percent: str):
    """Source: payment specification 4.3, VAT rates by tax point."""
    assert rules.vat_percent(date.fromisoformat(tax_point), VatTreatment.STANDARD) == Fraction(percent)


def test_a_charge_between_bodies_of_the_crown_bears_no_vat():
    assert rules.vat_percent(date(2012, 1, 1), VatTreatment.CROWN_BODY) == 0


def test_a_rate_that_is_told_holds_from_its_first_day():
    told = [VatRateFact.model_validate({"from_day": "2011-06-01", "percent": "22"})]

    assert [rules.vat_percent(date(2011, 5 + month, 31 - month), VatTreatment.STANDARD, told) for month in (0, 1)] == [20, 22]


@pytest.mark.parametrize(
    ("net", "percent", "vat"), [(3, "17.5", 1), (-3, "17.5", -1), (100, "17.5", 18), (-100, "17.5", -18), (1, "0", 0)]
)
def test_vat_is_rounded_once_for_an_invoice_half_a_penny_away_from_zero(net: int, percent: str, vat: int):
    assert rules.vat_pence(net, Fraction(percent)) == vat
