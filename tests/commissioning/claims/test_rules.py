"""What an invoice claims, and what cannot be true of it."""

from datetime import date

import pytest

from noms.contracts.commissioning.invoices import InvoiceLineKind, NewInvoice
from services.commissioning.charges.rules import Days
from services.commissioning.claims.rules import billed_lines, charges_of, faults_in, fingerprint
from services.commissioning.dues.rules import LineRef

CHARGE = {
    "service": "ELECTRONIC-MONITORING", "person_reference": "p-000000000001", "order_reference": "o-000000000001",
    "from_day": "2010-04-01", "to_day": "2010-04-30", "quantity": 30, "charged_pence": 25_470,
}  # fmt: skip


def an_invoice(**changes: object) -> NewInvoice:
    told = {
        "number": "INV-1", "invoiced_on": "2010-04-30", "net_pence": 0, "vat_pence": 0, "gross_pence": 0,
        "lines": [{"kind": "base_fee", "month_of": "2010-04-30", "charged_pence": 1}], "person_charges": [CHARGE],
    }  # fmt: skip
    return NewInvoice.model_validate(told | changes)


def test_lines_and_charges_bear_their_place_on_the_invoice():
    invoice = an_invoice()
    (line,), (charge,) = billed_lines(date(2010, 4, 1), invoice.lines), charges_of(invoice.person_charges)

    assert (line.place, line.ref) == ("/lines/0", LineRef(date(2010, 4, 1), InvoiceLineKind.BASE_FEE, None))
    assert (charge.place, charge.days) == ("/person_charges/0", Days(date(2010, 4, 1), date(2010, 4, 30)))


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, []),
        ({"person_charges": [CHARGE | {"to_day": "2010-03-31"}]}, [("/person_charges/0/to_day", "ends_before_it_starts")]),
        ({"person_charges": [CHARGE | {"to_day": "9999-12-31"}]}, [("/person_charges/0/to_day", "beyond_the_calendar")]),
        ({"lines": [{"kind": "base_fee", "month_of": "1066-10-14", "charged_pence": 1}]}, [("/lines/0/month_of", "beyond_the_calendar")]),
        ({"person_charges": [CHARGE | {"from_day": "0001-01-01"}]}, [("/person_charges/0/from_day", "beyond_the_calendar")]),
    ],
)  # fmt: skip
def test_days_that_cannot_be_are_named(changes: dict[str, object], faults: list[tuple[str, str]]):
    assert [(fault.pointer, fault.code) for fault in faults_in(an_invoice(**changes))] == faults


def test_the_same_invoice_has_the_same_fingerprint_and_a_penny_more_another():
    assert fingerprint(an_invoice()) == fingerprint(an_invoice())
    assert fingerprint(an_invoice()) != fingerprint(an_invoice(net_pence=1))


@pytest.mark.parametrize("reference", ["X320741", "x320741", "A1234AA", "2002/73319Z", "P-000000000001", "short"])
def test_no_number_of_a_person_is_a_pseudonym(reference: str):
    with pytest.raises(ValueError, match="person_reference"):
        an_invoice(person_charges=[CHARGE | {"person_reference": reference}])


@pytest.mark.parametrize("changes", [{"quantity": -1}, {"charged_pence": -1}, {"quantity": 1.5}])
def test_no_count_and_no_charge_is_negative(changes: dict[str, object]):
    with pytest.raises(ValueError, match=next(iter(changes))):
        an_invoice(person_charges=[CHARGE | changes])
