"""The scope of the model on a running service: from facts alone, and for a person on record."""

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.allocations import offender_manager
from builders.offender_mgmt.cases import an_open_case
from builders.offender_mgmt.custody import reception, release
from builders.offender_mgmt.public_protection import public_protection
from builders.offender_mgmt.sentences import custodial_sentence_to_record, order_to_make
from house.running import Running

CHECK = "/v1/model-scopes/check"


async def test_the_scope_is_checked_from_facts_alone(service: Running):
    facts = {"as_at": "2009-10-01", "age_years": 24, "serving": ["ipp_custody"]}
    async with service.as_(personas.programme_team) as client:
        found = (await client.post(CHECK, json=facts)).json()

    assert (found["scope"], found["phase"]) == ("in_scope", "III")
    assert all(test["met"] for test in found["tests"])


@pytest.mark.parametrize("change", [{"age_years": -1}, {"serving": ["holiday"]}, {"rosh": "extreme"}, {"as_at": "today"}])
async def test_facts_that_are_none_are_refused(service: Running, change: dict[str, object]):
    facts = {"as_at": "2009-10-01", "age_years": 24, "serving": ["ipp_custody"]} | change
    async with service.as_(personas.programme_team) as client:
        assert (await client.post(CHECK, json=facts)).status_code == 422


async def test_a_person_in_prison_is_in_scope_once_the_risk_is_known_to_be_high(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("custodial-sentences", custodial_sentence_to_record(sentenced_on="2010-05-17"))
        await case.record("receptions", reception(received_on="2010-06-14"))
        before = (await case.get("model-scope?as_at=2010-07-01")).json()
        assert (await case.protect(public_protection(), 0)).status_code == 200
        assessed = (await case.get("model-scope?as_at=2010-07-01")).json()

    assert (before["scope"], before["phase"], before["serving"]) == ("not_known", "II", ["determinate_custody"])
    assert (before["longest_sentence_months"], before["rosh"]) == (36, None)
    assert (assessed["scope"], assessed["rosh"], assessed["priority_offender"]) == ("in_scope", "high", False)


async def test_on_licence_and_under_an_order_the_community_phase_decides(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("custodial-sentences", custodial_sentence_to_record(sentenced_on="2010-05-17"))
        await case.record("receptions", reception(received_on="2010-06-14"))
        await case.record("releases", release(released_on="2011-03-14"))
        await case.record("orders", order_to_make(made_on="2011-04-04", ends_on="2012-04-03", convicted_on="2011-04-04"))
        await case.record("allocations", offender_manager(starts_on="2011-04-06"))
        found, ended = [(await case.get(f"model-scope?as_at={day}")).json() for day in ("2011-05-01", "2014-01-01")]

    assert (found["scope"], found["phase"], found["serving"]) == ("in_scope", "I", ["community_order", "licence"])
    assert (ended["scope"], ended["phase"], ended["serving"]) == ("out_of_scope", None, [])


async def test_consecutive_sentences_are_one_for_the_line_of_twelve_months(service: Running):
    # Source: Criminal Justice Act 2003 s.264: consecutive terms are added up.
    eight_months = {"sentenced_on": "2010-05-17", "length": {"months": 8}}
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        first = await case.record("custodial-sentences", custodial_sentence_to_record(**eight_months))
        await case.record("receptions", reception(received_on="2010-05-17"))
        alone = (await case.get("model-scope?as_at=2010-07-01")).json()
        following = custodial_sentence_to_record(**eight_months, consecutive_to=[first["sentence_id"]])
        await case.record("custodial-sentences", following)
        assert (await case.protect(public_protection(), 0)).status_code == 200
        both, late = [(await case.get(f"model-scope?as_at={day}")).json() for day in ("2010-07-01", "2011-03-01")]

    assert (alone["longest_sentence_months"], alone["scope"]) == (8, "out_of_scope")
    assert (both["longest_sentence_months"], both["scope"]) == (16, "in_scope")
    assert (late["longest_sentence_months"], late["scope"]) == (16, "in_scope")


async def test_whoever_leaves_prison_after_less_than_twelve_months_is_on_no_licence(service: Running):
    # Source: Probation Circular 16/2005: under twelve months release is automatic and without a licence.
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        short = custodial_sentence_to_record(sentenced_on="2010-05-17", length={"months": 11, "days": 29})
        await case.record("custodial-sentences", short)
        await case.record("receptions", reception(received_on="2010-05-17"))
        await case.record("releases", release(released_on="2010-11-01"))
        found = (await case.get("model-scope?as_at=2010-12-01")).json()

    assert (found["scope"], found["serving"]) == ("out_of_scope", [])


async def test_the_scope_on_a_day_before_birth_is_refused(service: Running):
    async with service.as_(personas.offender_manager) as client:
        refused = await (await an_open_case(client)).get("model-scope?as_at=1984-03-08")

    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "before_birth")


async def test_the_scope_of_a_hidden_person_is_absent(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(personas.other_offender_manager) as other:
        case = await an_open_case(client)
        hidden = await case.seen_by(other).get("model-scope")

    assert (hidden.status_code, hidden.json()["code"]) == (404, "not_found")
