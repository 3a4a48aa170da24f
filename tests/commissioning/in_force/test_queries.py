"""The full text in one statement: in force on any day, as known at any instant, and exactly what the record says."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from builders.commissioning.agreements import completions_line, completions_measure, live, offered, signed
from builders.commissioning.personas import KENT_TRUST, LONDON_COMMISSIONER, LONDON_TRUST, NOBODY
from builders.commissioning.variations import BIRMINGHAM, post, settled, text_of
from house.running import Running
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.in_force import AgreementText
from services.commissioning.texts.queries import whole_text
from services.commissioning.texts.rules import on_day

pytestmark = pytest.mark.usefixtures("clean_slate")

DAYS = ("2010-04-01", "2010-12-31", "2011-03-31", "2011-04-01", "2011-06-30", "2011-07-01", "2012-03-31", "2014-03-31")
NACRO = {
    "organisation": "NACRO", "name": "Nacro", "role": "subcontractor", "body": "voluntary_body", "share_percent": "12.5",
    "delivers": ["UNPAID-WORK"], "to_day": "2011-06-30",
}  # fmt: skip
WORK = {"specification": "UNPAID-WORK", "specification_version": 2, "annual_volume": 1000, "unit_price_pence": 900}


async def text(service: Running, agreement: str, **query: str) -> AgreementText:
    told = await text_of(service, agreement, **query)
    assert told.status_code == 200, told.text
    return AgreementText.model_validate_json(told.content)


async def much_varied(service: Running) -> str:
    """An agreement of many texts: a line and a party that come and go, a later price, other words, a longer term."""
    agreement = await live(service, extension_options=[BIRMINGHAM], annual_fee_pence=1000)
    await settled(service, agreement, effective_on="2011-01-01", changes={"lines": [WORK], "parties": [NACRO]})
    await settled(service, agreement, changes={"lines": [completions_line(annual_volume=405)], "annual_fee_pence": 2000})
    await settled(
        service,
        agreement,
        effective_on="2010-12-01",
        changes={"clauses": [{"code": "PRICE", "wording": "As agreed in December."}]},
    )
    await settled(
        service,
        agreement,
        effective_on="2011-07-01",
        changes={"struck_lines": [{"specification": "UNPAID-WORK", "place": "LDN"}]},
    )
    await settled(
        service,
        agreement,
        changes={"measures": [completions_measure(floor="80")], "struck_measures": ["breach_action_within_ten_working_days"]},
    )
    await settled(service, agreement, under="extensions")
    return agreement


async def test_the_text_on_any_day_is_what_the_layers_of_the_record_say(service: Running):
    agreement = await much_varied(service)
    everybody = Caller.service("commissioning")
    async with await service.database.session(everybody) as session:
        whole = await whole_text(session, UUID(agreement))
    for day in DAYS:
        told, on = await text(service, agreement, on=day), date.fromisoformat(day)
        assert tuple(told.lines) == on_day(whole.lines, on)
        assert tuple(told.parties) == on_day(whole.parties, on)
        assert tuple(told.measures) == on_day(whole.measures, on)
        assert tuple(told.clauses) == on_day(whole.clauses, on)
        assert [told.annual_fee_pence] == [fee.annual_fee_pence for fee in on_day(whole.fees, on)]


async def test_the_text_is_exactly_the_contract_and_nothing_else(service: Running):
    agreement = await much_varied(service)
    for day in DAYS:
        told = (await text_of(service, agreement, on=day)).content
        assert json.loads(told) == json.loads(AgreementText.model_validate_json(told).model_dump_json())


async def test_each_part_says_on_which_days_it_holds_and_which_text_says_so(service: Running):
    agreement = await much_varied(service)
    spring, summer = await text(service, agreement, on="2011-05-01"), await text(service, agreement, on="2011-07-01")

    assert [(str(line.from_day), str(line.to_day), line.text_number) for line in spring.lines] == [
        ("2011-04-01", "None", 3),
        ("2011-01-01", "2011-06-30", 2),
    ]
    assert [line.specification for line in summer.lines] == ["PROGRAMME-COMPLETION"]
    assert [str(p.share_percent) for p in spring.parties if p.role == "subcontractor"] == ["12.500"]
    assert [p.role for p in summer.parties] == ["commissioner", "provider"]
    assert [(m.measure_code, str(m.floor)) for m in spring.measures] == [("programme_completions", "80.000")]
    assert next(c.wording for c in spring.clauses if c.code == "PRICE") == "As agreed in December."
    assert [each.cause for each in spring.texts] == ["original", *["discretionary"] * 5, "extension"]


async def test_what_was_known_before_a_variation_is_still_told_as_it_was_known(service: Running):
    agreement = await live(service, extension_options=[BIRMINGHAM])
    before = datetime.now(UTC)
    await settled(service, agreement)
    between = datetime.now(UTC)
    await settled(service, agreement, under="extensions")
    first, second = (
        await text(service, agreement, on="2011-06-01", known_at=before.isoformat()),
        await text(service, agreement, on="2011-06-01", known_at=between.isoformat()),
    )

    assert [line.annual_volume for line in first.lines] == [365]
    assert (first.text_number, [each.number for each in first.texts], str(first.ends_on)) == (1, [1], "2012-03-31")
    assert [line.annual_volume for line in second.lines] == [405]
    assert (await text_of(service, agreement, on="2013-01-01", known_at=between.isoformat())).status_code == 404
    assert str((await text(service, agreement, on="2013-01-01")).ends_on) == "2014-03-31"


async def test_a_variation_for_days_that_have_passed_is_known_only_since_it_was_settled(service: Running):
    agreement = await live(service)
    before = datetime.now(UTC)
    await settled(service, agreement, effective_on="2010-04-01")

    assert [line.annual_volume for line in (await text(service, agreement, on="2010-04-01")).lines] == [405]
    known = await text(service, agreement, on="2010-04-01", known_at=before.isoformat())
    assert [line.annual_volume for line in known.lines] == [365]


async def test_before_anybody_settled_a_text_nothing_is_in_force(service: Running):
    offer, both = await offered(service), await signed(service, starts_on="2012-04-01", ends_on="2013-03-31")
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()

    assert (await text_of(service, offer, on="2010-06-01")).status_code == 404
    assert (await text(service, both, on="2012-06-01")).state == "signed"
    assert (await text_of(service, both, on="2012-06-01", known_at=yesterday)).status_code == 404


async def test_outside_its_days_an_agreement_has_no_text_and_without_a_day_the_nearest_is_told(service: Running):
    agreement = await live(service)

    assert (await text_of(service, agreement, on="2010-03-31")).status_code == 404
    assert (await text_of(service, agreement, on="2012-04-01")).status_code == 404
    assert str((await text(service, agreement)).on) == "2012-03-31"


async def test_a_suspension_and_a_termination_are_known_from_when_they_were_recorded(service: Running):
    agreement = await live(service)
    before = datetime.now(UTC).isoformat()
    path = f"/v1/agreements/{agreement}"
    await post(service, LONDON_COMMISSIONER, f"{path}/suspension", {"effective_on": "2010-11-01", "reason": "A fire"})
    ended = {"effective_on": "2011-01-31", "clause": "VOLUNTARY-TERMINATION", "reason": "Not opened again"}
    await post(service, LONDON_COMMISSIONER, f"{path}/termination", ended)

    assert [(await text(service, agreement, on=day)).state for day in ("2010-10-31", "2010-11-01", "2011-01-30")] == [
        "live",
        "suspended",
        "suspended",
    ]
    assert str((await text(service, agreement)).on) == "2011-01-31"
    assert (await text_of(service, agreement, on="2011-02-01")).status_code == 404
    assert (await text(service, agreement, on="2011-02-01", known_at=before)).state == "live"


@pytest.mark.parametrize(
    "query", [{"on": "2010-6-1"}, {"known_at": "yesterday"}, {"known_at": "2010-06-01T00:00:00"}, {"as_at": "2010-06-01"}]
)
async def test_a_day_that_is_none_is_refused(service: Running, query: dict[str, str]):
    assert (await text_of(service, await live(service), **query)).status_code == 422


async def test_a_hidden_text_and_an_absent_one_look_the_same(service: Running):
    agreement = await live(service)
    absent = "00000000-0000-4000-8000-000000000000"
    for persona in (KENT_TRUST, NOBODY):
        answers = [await text_of(service, each, persona) for each in (agreement, absent)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert len({str({**answer.json(), "instance": ""}) for answer in answers}) == 1
    assert (await text_of(service, agreement, LONDON_TRUST)).status_code == 200
