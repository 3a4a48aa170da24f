"""Every refusal is explained: a code of its own, a title, a meaning, an example, and a page behind its type."""

from collections import Counter
from http import HTTPStatus
from importlib import import_module
from pkgutil import walk_packages

import httpx
import pytest

import noms
import services
from chassis.specimen.trials import OnlyOnTuesdays
from house.running import Running
from noms.chassis.problems import problem_of, problem_type
from noms.chassis.refusals import Refusal, every_refusal
from noms.contracts.problems import Problem

for package in (noms, services):
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            import_module(module.name)
REFUSALS = sorted(set(every_refusal()), key=lambda refusal: (refusal.code, refusal.__module__))


def named(refusal: type[Refusal]) -> str:
    return f"{refusal.__module__}.{refusal.__name__}"


def test_no_two_refusals_of_one_service_share_a_code():
    """Two services may each have their own page for one code; inside a service a code means one thing."""
    shared = {refusal for refusal in REFUSALS if refusal.__module__.startswith("noms.")}
    for service in ("commissioning", "offender_mgmt", "interventions"):
        own = [refusal for refusal in REFUSALS if refusal.__module__.startswith(f"services.{service}.")]
        codes = Counter(refusal.code for refusal in (*shared, *own))
        assert {code: count for code, count in codes.items() if count > 1} == {}


@pytest.mark.parametrize("refusal", REFUSALS, ids=named)
def test_a_refusal_says_what_it_is_without_being_told_anything(refusal: type[Refusal]):
    assert refusal.code == refusal.code.lower().strip()
    assert refusal.code.replace("_", "").isalnum()
    assert HTTPStatus(refusal.status) >= HTTPStatus.BAD_REQUEST
    assert "code" in vars(refusal), "a refusal has a code of its own"
    assert "title" in vars(refusal), "a refusal has a title of its own"
    assert refusal.title[0].isupper()
    assert refusal.title.endswith((".", ")"))
    assert (refusal.__doc__ or "").strip().rstrip(".") not in {"", refusal.__name__}
    assert problem_of(refusal()).detail == refusal.title


async def page(client: httpx.AsyncClient, code: str) -> httpx.Response:
    return await client.get(problem_type(code))


async def test_the_page_behind_each_type_explains_it(books: Running):
    async with books.as_(None) as client:
        for refusal in REFUSALS:
            answer = await page(client, refusal.code)
            assert answer.status_code == 200, refusal
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            assert refusal.code in answer.text
        told = (await page(client, OnlyOnTuesdays.code)).text

    assert OnlyOnTuesdays.title in told
    assert "The act is refused by a rule." in told
    assert "Status 409" in told


async def test_a_code_that_does_not_exist_has_no_page_and_is_not_repeated(books: Running):
    async with books.as_(None) as client:
        answer = await page(client, "<script>alert(1)</script>")

    assert answer.status_code == 404
    assert "script" not in answer.text


async def test_the_type_of_a_problem_leads_to_its_page(books: Running):
    async with books.as_(None) as client:
        refused = await client.get("/v1/books/A1")
        answer = await client.get(refused.json()["type"])

    assert answer.status_code == 200
    assert "not_authenticated" in answer.text


async def test_an_error_in_the_documentation_of_an_operation_is_one_that_it_can_answer(books: Running):
    """Each example in the OpenAPI document is a problem as the wire has it, under the status that it carries."""
    async with books.as_(None) as client:
        document = (await client.get("/openapi.json")).json()
    examples = 0
    for path in document["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                for example in response.get("content", {}).get("application/problem+json", {}).get("examples", {}).values():
                    read = Problem.model_validate(example["value"])
                    assert (str(read.status), read.type) == (status, problem_type(read.code))
                    examples += 1

    assert examples > 30
