"""Invoices over HTTP: matched on receipt against the settlement and the events, replayed without effect, matched again."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from builders.commissioning.agreements import live, measured
from builders.commissioning.invoices import SERVICE, Book, seeded_book
from builders.commissioning.payments import (
    a_person_charge,
    an_invoice,
    happened,
    monitored,
    priced,
    provided,
    settle,
    settled,
    submit,
)
from builders.commissioning.personas import (
    AUDITOR,
    CONTRACT_MANAGER,
    KENT_COMMISSIONER,
    KENT_TRUST,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
    RYE_HILL_CONTRACTOR,
)
from house.running import Running, once
from noms.calendar import working_days_between
from noms.chassis.identity.caller import EVERYTHING
from noms.contracts.commissioning.invoice_matches import MatchFinding
from noms.contracts.commissioning.invoices import InvoiceList, InvoiceView
from noms.contracts.commissioning.provisions import ProvisionList
from services.commissioning.invoices.tables import InvoiceMatchRow, InvoiceRow, PaidDaysRow

pytestmark = pytest.mark.usefixtures("clean_slate")


async def submitted(service: Running, agreement: str, persona: Any = LONDON_TRUST, **changes: Any) -> InvoiceView:
    answer = await submit(service, agreement, an_invoice(**changes), persona)
    assert answer.status_code == 201, answer.text
    return InvoiceView.model_validate_json(answer.content)


def found(invoice: InvoiceView) -> dict[tuple[MatchFinding, str], int]:
    return {(each.finding, each.place): each.withheld_pence for each in invoice.match.findings}


async def counted(service: Running, row: type) -> int:
    async with AsyncSession(service.database.engine) as session:
        await session.execute(select(func.set_config("noms.reach", EVERYTHING, True)))
        return int(await session.scalar(select(func.count()).select_from(row)) or 0)


async def test_an_honest_charge_is_payable_with_vat_in_twenty_working_days(service: Running):
    agreement = await monitored(service)
    await provided(service, agreement)
    invoice = await submitted(service, agreement, person_charges=[a_person_charge()])

    match = invoice.match
    assert (match.payable_net_pence, match.payable_vat_pence, match.payable_gross_pence) == (25_470, 4_457, 29_927)
    assert (match.findings, match.withheld_net_pence) == ([], 0)
    assert working_days_between(invoice.received_on, match.pay_by) == 20


async def test_the_same_number_again_gets_the_same_answer_and_nothing_twice(service: Running):
    agreement = await monitored(service)
    await provided(service, agreement)
    told = an_invoice(number="INV-1", person_charges=[a_person_charge()])
    first, again = await submit(service, agreement, told), await submit(service, agreement, told)
    other = await submit(service, agreement, told | {"net_pence": 1})

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (409, "invoice_number_used")
    assert [await counted(service, row) for row in (InvoiceRow, InvoiceMatchRow, PaidDaysRow)] == [1, 1, 1]


async def test_the_same_charge_under_another_number_is_a_duplicate(service: Running):
    agreement = await monitored(service)
    await provided(service, agreement)
    await submitted(service, agreement, person_charges=[a_person_charge()])
    again = await submitted(service, agreement, person_charges=[a_person_charge()])

    assert found(again) == {(MatchFinding.DUPLICATE, "/person_charges/0"): 25_470}
    assert again.match.payable_gross_pence == 0


async def test_a_person_under_four_orders_is_paid_for_once(service: Running):
    """Source: NAO HC 737 (November 2013)."""
    agreement = await monitored(service)
    orders = [f"o-00000000000{number}" for number in range(4)]
    for order in orders:
        await provided(service, agreement, order_reference=order)
    invoice = await submitted(service, agreement, person_charges=[a_person_charge(order_reference=order) for order in orders])

    assert invoice.match.payable_net_pence == 25_470
    assert found(invoice) == {(MatchFinding.CHARGED_PER_ORDER, f"/person_charges/{place}"): 25_470 for place in (1, 2, 3)}


async def test_what_turns_out_to_have_started_is_paid_by_a_later_match(service: Running):
    agreement = await monitored(service)
    invoice = await submitted(service, agreement, person_charges=[a_person_charge()])
    path = f"/v1/agreements/{agreement}/invoices/{invoice.invoice_id}"
    async with service.as_(CONTRACT_MANAGER) as client:
        unchanged = await client.post(f"{path}/matches", json={}, headers=once())
        await provided(service, agreement)
        again = await client.post(f"{path}/matches", json={}, headers=once())
        was = await client.get(path, params={"match": 1})

    assert found(invoice) == {(MatchFinding.NEVER_STARTED, "/person_charges/0"): 25_470}
    assert (unchanged.status_code, unchanged.json()["match"]["match"]) == (200, 1)
    assert (again.status_code, again.json()["match"]["match"], again.json()["match"]["payable_net_pence"]) == (201, 2, 25_470)
    assert was.json() == unchanged.json()


async def test_what_turns_out_to_have_ended_is_taken_back_by_a_later_match(service: Running):
    agreement = await monitored(service)
    await provided(service, agreement)
    invoice = await submitted(service, agreement, person_charges=[a_person_charge()])
    await provided(service, agreement, spells=[{"started_on": "2010-04-01", "ended_on": "2010-04-10"}])
    async with service.as_(CONTRACT_MANAGER) as client:
        again = await client.post(f"/v1/agreements/{agreement}/invoices/{invoice.invoice_id}/matches", json={}, headers=once())
    matched = InvoiceView.model_validate_json(again.content)

    assert found(matched) == {(MatchFinding.CHARGED_AFTER_END, "/person_charges/0"): 20 * 849}
    assert [(str(days.first), str(days.last)) for days in matched.match.findings[0].days] == [("2010-04-11", "2010-04-30")]
    freed = await submitted(
        service, agreement, person_charges=[a_person_charge(from_day="2010-04-11", quantity=20, charged_pence=16_980)]
    )
    assert list(found(freed)) == [(MatchFinding.CHARGED_AFTER_END, "/person_charges/0")]


async def test_two_invoices_for_the_same_days_at_once_are_paid_once(service: Running):
    agreement = await monitored(service)
    await provided(service, agreement)
    answers = await asyncio.gather(
        *(submit(service, agreement, an_invoice(person_charges=[a_person_charge()])) for _ in range(4))
    )

    assert sorted(answer.json()["match"]["payable_net_pence"] for answer in answers) == [0, 0, 0, 25_470]


async def test_one_invoice_sent_twice_at_once_is_taken_once(service: Running):
    agreement = await monitored(service)
    told = an_invoice(number="INV-TWICE", person_charges=[a_person_charge()])
    answers = await asyncio.gather(*(submit(service, agreement, told) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.text for answer in answers}) == 1


async def test_an_invoice_is_held_against_the_settlement_line_by_line(service: Running):
    """£24,000,000.00 by days: 30 of 365 in April; the escape of May is due with July's invoice."""
    agreement = await priced(service)
    await happened(
        service, agreement, [{"occurrence_id": "e", "kind": "FIXED_SUM_INCIDENT", "code": "escape", "occurred_on": "2010-05-19"}]
    )
    run = await settled(service, agreement, "2010-07-31", settled_on="2010-08-05")
    fee = {str(month.from_day): month.lines[0].entitlement_pence for month in run.months}
    june = [{"kind": "base_fee", "month_of": "2010-06-30", "charged_pence": fee["2010-06-01"]}]
    july = [{"kind": "base_fee", "month_of": "2010-07-31", "charged_pence": fee["2010-07-01"] + 100}]
    first = await submitted(service, agreement, RYE_HILL_CONTRACTOR, invoiced_on="2010-06-30", lines=june)
    second = await submitted(service, agreement, RYE_HILL_CONTRACTOR, invoiced_on="2010-07-31", lines=july)

    assert (found(first), first.match.payable_net_pence) == ({}, fee["2010-06-01"])
    assert found(second) == {(MatchFinding.OVER_ENTITLEMENT, "/lines/0"): 100, (MatchFinding.DEDUCTION_LEFT_OUT, "/"): 6_000_000}
    assert second.match.payable_net_pence == fee["2010-07-01"] - 6_000_000


async def test_a_month_that_is_not_settled_waits_and_is_paid_by_a_later_match(service: Running):
    agreement = await priced(service)
    lines = [{"kind": "base_fee", "month_of": "2010-04-30", "charged_pence": 100}]
    invoice = await submitted(service, agreement, RYE_HILL_CONTRACTOR, lines=lines)
    await settled(service, agreement, "2010-04-30", settled_on="2010-05-04")
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        again = await client.post(f"/v1/agreements/{agreement}/invoices/{invoice.invoice_id}/matches", json={}, headers=once())

    assert found(invoice) == {(MatchFinding.NOT_SETTLED, "/lines/0"): 100}
    assert again.json()["match"]["payable_net_pence"] == 100


async def test_wrong_vat_and_wrong_sums_are_told(service: Running):
    """17.5 % until 3 January 2011, 20 % from the day after."""
    agreement = await priced(service)
    await settle(service, agreement, "2011-01-31", settled_on="2011-02-05")
    lines = [{"kind": "base_fee", "month_of": "2011-01-31", "charged_pence": 1_000}]
    told = {"invoiced_on": "2011-01-04", "lines": lines, "net_pence": 1_000, "vat_pence": 175, "gross_pence": 1_174}
    invoice = await submitted(service, agreement, RYE_HILL_CONTRACTOR, **told)

    assert set(found(invoice)) == {(MatchFinding.VAT_WRONG, "/"), (MatchFinding.SUM_WRONG, "/")}
    assert (invoice.match.payable_net_pence, invoice.match.payable_vat_pence) == (1_000, 175)


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"invoiced_on": "2099-01-01"}, 409, "invoiced_in_the_future"),
        ({"invoiced_on": "0001-01-01"}, 422, "invalid"),
        ({"invoiced_on": "2010-03-31"}, 422, "invalid"),
        ({"lines": [{"kind": "base_fee", "month_of": "2040-03-01", "charged_pence": 100}]}, 422, "invalid"),
        ({"person_charges": [a_person_charge(quantity=-1)]}, 422, "invalid"),
        ({"person_charges": [a_person_charge(charged_pence=-1)]}, 422, "invalid"),
        ({"person_charges": [a_person_charge(person_reference="X320741")]}, 422, "invalid"),
        ({"person_charges": [a_person_charge(to_day="2010-03-31")]}, 422, "invalid"),
        ({"lines": [{"kind": "base_fee", "month_of": "9999-12-31", "charged_pence": 1}]}, 422, "invalid"),
        ({"lines": [{"kind": "bonus", "month_of": "2010-04-30", "charged_pence": 1}]}, 422, "invalid"),
        ({"number": "a b"}, 422, "invalid"),
    ],
)
async def test_an_invoice_that_cannot_be_is_refused_and_nothing_is_kept(
    service: Running, changes: dict[str, Any], status: int, code: str
):
    agreement = await monitored(service)
    refused = await submit(service, agreement, an_invoice(**({"person_charges": [a_person_charge()]} | changes)))

    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert await counted(service, InvoiceRow) == 0


async def test_nobody_invoices_under_an_agreement_that_is_not_in_force(service: Running):
    draft = await measured(service)

    assert (await submit(service, draft, an_invoice())).json()["code"] == "settled_once_in_force"


async def test_completions_are_held_against_what_the_periods_have_posted(service: Running):
    """Nothing was completed yet, so that nothing of it is due."""
    agreement = await live(service)
    lines = [{"kind": "programme_completions", "month_of": "2010-04-30", "charged_pence": 150_000}]

    assert found(await submitted(service, agreement, lines=lines)) == {(MatchFinding.UNKNOWN_LINE, "/lines/0"): 150_000}


async def test_only_the_provider_submits_only_the_buyer_matches_and_others_find_nothing(service: Running):
    agreement = await monitored(service)
    invoice = await submitted(service, agreement)
    by_others = [
        (await submit(service, agreement, an_invoice(), persona)).status_code for persona in (LONDON_COMMISSIONER, KENT_TRUST)
    ]
    paths = [f"/v1/agreements/{agreement}/invoices{rest}" for rest in ("", f"/{invoice.invoice_id}")]
    paths.append(f"/v1/agreements/{agreement}/provisions")

    assert by_others == [403, 404]
    async with service.as_(LONDON_TRUST) as client:
        assert (await client.post(f"{paths[1]}/matches", json={}, headers=once())).status_code == 403
        assert [(await client.get(path)).status_code for path in paths] == [200, 200, 200]
    for persona in (KENT_TRUST, KENT_COMMISSIONER):
        async with service.as_(persona) as client:
            for path in paths:
                hidden, absent = await client.get(path), await client.get(path.replace(agreement, str(uuid4())))
                assert (hidden.status_code, hidden.json() | {"instance": ""}) == (404, absent.json() | {"instance": ""})
    async with service.as_(KENT_COMMISSIONER) as client:
        assert (await client.post(f"{paths[1]}/matches", json={}, headers=once())).status_code == 404


async def test_a_provision_is_told_by_the_buyer_with_every_revision_kept(service: Running):
    agreement = await monitored(service)
    by = [
        (await provided(service, agreement, persona)).status_code
        for persona in (LONDON_TRUST, KENT_COMMISSIONER, CONTRACT_MANAGER)
    ]
    revised = await provided(service, agreement, spells=[])
    async with service.as_(LONDON_TRUST) as client:
        listed = ProvisionList.model_validate_json((await client.get(f"/v1/agreements/{agreement}/provisions")).content)

    assert (by, revised.json()["revision"]) == ([403, 404, 201], 2)
    assert [(each.revision, each.spells) for each in listed.data] == [(2, [])]


@pytest.mark.parametrize(
    ("spells", "pointer"),
    [
        ([{"started_on": "2010-04-02", "ended_on": "2010-04-01"}], "/spells/0"),
        ([{"started_on": "2010-04-01"}, {"started_on": "2010-05-01"}], "/spells/1"),
        ([{"started_on": "2099-04-01"}], "/spells/0"),
    ],
)
async def test_spells_that_cannot_be_true_are_named(service: Running, spells: list[dict[str, str]], pointer: str):
    agreement = await monitored(service)
    refused = await provided(service, agreement, spells=spells)

    assert (refused.status_code, [fault["pointer"] for fault in refused.json()["errors"]]) == (422, [pointer])


async def told_whole(service: Running, agreement: str, book: Book) -> None:
    async with service.as_(CONTRACT_MANAGER) as client:
        for (_, order), known in book.provisions.items():
            body = {
                "service": SERVICE, "person_reference": known.person, "order_reference": order, "source": "As the events show",
                "event_ids": [str(event) for event in known.event_ids],
                "spells": [{"started_on": str(spell.first), "ended_on": str(spell.last)} for spell in known.spells],
            }  # fmt: skip
            made = await client.post(f"/v1/agreements/{agreement}/provisions", json=body, headers=once())
            assert made.status_code == 201, made.text


async def test_a_seeded_book_is_matched_as_the_rules_match_it(service: Running):
    """Moonshot 2, through the whole service: every planted fault is found, and hardly an honest charge."""
    agreement, book = await monitored(service), seeded_book(3, persons=60)
    await told_whole(service, agreement, book)
    charges = [
        a_person_charge(
            service=each.service, person_reference=each.person, order_reference=each.order, from_day=str(each.days.first),
            to_day=str(each.days.last), quantity=each.quantity, charged_pence=each.charged_pence,
            event_ids=[str(event) for event in each.event_ids],
        )
        for each in book.charges
    ]  # fmt: skip
    invoice = await submitted(service, agreement, invoiced_on="2011-03-31", person_charges=charges)
    by_place: dict[str, set[MatchFinding]] = {}
    for each in invoice.match.findings:
        by_place.setdefault(each.place, set()).add(each.finding)
    planted = {
        f"/person_charges/{place}": book.planted[each.place]
        for place, each in enumerate(book.charges)
        if each.place in book.planted
    }

    assert len(planted) >= 5
    assert all(fault in by_place.get(place, set()) for place, fault in planted.items())
    assert len(set(by_place) - set(planted)) <= len(charges) / 100
    again = await submitted(service, agreement, invoiced_on="2011-03-31", person_charges=charges)
    assert again.match.payable_net_pence == 0


async def test_the_list_says_of_each_invoice_what_its_own_page_says(service: Running):
    agreement = await monitored(service)
    await provided(service, agreement)
    for place in range(3):
        await submitted(service, agreement, number=f"INV-{place}", person_charges=[a_person_charge()])
    async with service.as_(AUDITOR) as client:
        listed = InvoiceList.model_validate_json((await client.get(f"/v1/agreements/{agreement}/invoices")).content)
        rest = (await client.get(f"/v1/agreements/{agreement}/invoices", params={"after": str(listed.data[0].invoice_id)})).json()
        for summary in listed.data:
            path = f"/v1/agreements/{agreement}/invoices/{summary.invoice_id}"
            whole = InvoiceView.model_validate_json((await client.get(path)).content)
            assert summary.model_dump(include={"number", "invoiced_on", "received_on", "gross_pence"}) == whole.model_dump(
                include={"number", "invoiced_on", "received_on", "gross_pence"}
            )
            assert (summary.payable_gross_pence, summary.pay_by) == (whole.match.payable_gross_pence, whole.match.pay_by)
            assert (summary.withheld_net_pence, summary.finding_count) == (
                whole.match.withheld_net_pence,
                len(whole.match.findings),
            )

    assert [each.number for each in listed.data] == ["INV-2", "INV-1", "INV-0"]
    assert [each["number"] for each in rest["data"]] == ["INV-1", "INV-0"]
