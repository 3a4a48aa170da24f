"""Key dates over HTTP: stateless, for every role that works with people."""

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.key_dates import Json, a_sentence, an_adjustment, papers
from house.running import Running

PATH = "/v1/key-dates/calculate"


async def test_the_dates_that_apply_are_answered_with_each_step(service: Running):
    asked = papers(
        a_sentence(sentenced_on="2012-12-15", duration={"years": 3}),
        adjustments=[an_adjustment("remand", 35, "2012-12-15"), an_adjustment("tagged_bail", 10, "2012-12-15")],
    )
    async with service.as_(personas.contractor_system) as client:
        answer = (await client.post(PATH, json=asked)).json()

    # Source: PSI 03/2015 example 10
    assert answer["dates"] == {"SLED": "2015-10-30", "CRD": "2014-05-01", "HDCED": "2013-12-18", "ESED": "2015-12-14"}
    assert answer["effective_length"] == {"years": 3, "months": 0, "days": 0}
    assert {step["code"] for step in answer["breakdown"]} == set(answer["dates"])
    assert all(step["source"] and step["rule"] for step in answer["breakdown"])


@pytest.mark.parametrize(
    ("asked", "pointer", "code"),
    [
        (papers(a_sentence(offence_committed_on="2014-01-01")), "/sentences/0/offence_committed_on", "after_the_sentence"),
        (papers(a_sentence(duration={"years": -1})), "/sentences/0/duration/years", "greater_than_equal"),
        (papers(a_sentence(duration={})), "/sentences/0/duration", "value_error"),
        (papers(a_sentence(wing="B")), "/sentences/0/wing", "extra_forbidden"),
        (papers() | {"sentences": []}, "/sentences", "too_short"),
        (papers(a_sentence(recall="fixed_term")), "/sentences/0/recall", "no_return"),
    ],
)
async def test_papers_that_cannot_be_true_are_refused_with_the_field(service: Running, asked: Json, pointer: str, code: str):
    async with service.as_(personas.offender_manager) as client:
        refused = await client.post(PATH, json=asked)

    assert refused.status_code == 422
    assert (pointer, code) in [(error["pointer"], error["code"]) for error in refused.json()["errors"]]


async def test_what_is_not_computed_says_so_with_its_code(service: Running):
    async with service.as_(personas.offender_manager) as client:
        refused = await client.post(PATH, json=papers(a_sentence(sentence_type="life")))

    assert (refused.status_code, refused.json()["code"]) == (409, "key_dates_not_computed")
    assert [error["code"] for error in refused.json()["errors"]] == ["life_not_computed"]


async def test_who_only_reads_measures_calculates_no_dates(service: Running):
    async with service.as_(personas.commissioner) as client:
        assert (await client.post(PATH, json=papers())).status_code == 403
