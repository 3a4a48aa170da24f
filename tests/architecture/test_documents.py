"""Every operation of every service says who may call it, what it takes, what it answers, and how it refuses."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from architecture.documents import (
    Document,
    guarded,
    hidden_routes,
    idle_scopes,
    told_twice,
    undescribed,
    unexplained_errors,
    unguarded,
    unknown_keywords,
    untold_answers,
    without_example,
)
from house.services import NAMES, application_of, document_named, service_named
from noms.chassis.identity.permissions import Scope
from noms.cli.personas import PERSONAS

Check = Callable[[Document], Iterator[str]]

PRACTITIONERS = {
    "offender-manager",
    "offender-supervisor",
    "programme-team",
    "victim-liaison-officer",
    "court-officer",
    "sentencer",
}
OFFICES = {"records-manager", "subject-access-officer", "population-manager"}
SYSTEMS = {"trust-system", "contractor-system", "public-provider", "escort-contractor"}
PURCHASERS = {"commissioner", "contract-manager", "controller", "moderator", "secretary-of-state", "auditor"}
SERVICES = {f"{name}-service" for name in NAMES}
ROLES = PRACTITIONERS | OFFICES | SYSTEMS | PURCHASERS | SERVICES

each_service = pytest.mark.parametrize("name", NAMES)


def hold(found: Iterator[str]) -> None:
    missing = list(found)
    assert not missing, "\n".join(missing)


@each_service
def test_every_operation_names_its_scope(name: str):
    """Deny by default: only signs of life are open, and their list stands in the test."""
    document = document_named(name)

    hold(unguarded(document))
    assert len(guarded(document)) > 0


@each_service
def test_no_two_operations_share_an_id(name: str):
    """A generated client has one method for each id."""
    hold(told_twice(document_named(name)))


@each_service
def test_every_operation_is_described(name: str):
    """The docstring of a handler is the documentation that a trust's supplier reads."""
    hold(undescribed(document_named(name)))


@each_service
def test_every_body_has_an_example(name: str):
    """The first thing that a consumer does is to copy the example."""
    hold(without_example(document_named(name)))


@each_service
def test_every_error_is_a_problem_with_an_example(name: str):
    """A refusal that is not in the document is a surprise in production."""
    hold(unexplained_errors(document_named(name)))


@each_service
def test_every_answer_says_what_it_holds(name: str):
    hold(untold_answers(document_named(name)))


@each_service
def test_every_limit_is_written_as_json_schema_writes_it(name: str):
    """`ge` says nothing to a client that was generated from the document; `minimum` does."""
    hold(unknown_keywords(document_named(name)))


@each_service
def test_nothing_is_served_that_is_not_told_of(name: str):
    """An undocumented route is one that nobody guards and nobody retires."""
    app = application_of(service_named(name))

    hold(hidden_routes(app, app.openapi()))


@each_service
def test_every_scope_is_carried_by_a_role(name: str):
    """A scope that nobody carries is an operation that nobody can call."""
    service = service_named(name)

    hold(idle_scopes(service, document_named(name)))


@each_service
def test_every_role_is_one_of_the_house(name: str):
    assert set(service_named(name).roles) <= ROLES


def test_every_persona_has_roles_of_the_house():
    assert {role for persona in PERSONAS.values() for role in persona.roles} <= ROLES


def test_the_readme_names_every_persona_with_its_reach():
    told = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    rows = {name: row for row in told.splitlines() if row.startswith("| `") for name in PERSONAS if f"`{name}`" in row}
    kinds = {"regions": "region {}", "organisations": "trust {}", "establishments": "prison {}"}
    for name, persona in PERSONAS.items():
        reach = [
            "the agency" if code == "NOMS" else kinds[kind].format(code)
            for kind, codes in persona.reach.items()
            if isinstance(codes, list)
            for code in codes
        ]
        missing = [each for each in reach if each not in rows[name] and not rows[name].endswith("as their people |")]
        assert not missing, (name, missing)


@each_service
def test_a_hot_read_asks_for_the_same_scope_on_its_short_way(name: str):
    """The short way answers before the router does, so it must ask for exactly what the route asks for."""
    service = service_named(name)
    asked = {operation.path: operation.scopes for operation in guarded(document_named(name)) if operation.method == "get"}

    assert {lane.path: [lane.permission.name] for lane in service.lanes}.items() <= asked.items()


def _without_security(document: dict[str, Any]) -> None:
    _cases(document).pop("security")


def _with_an_unknown_scope(document: dict[str, Any]) -> None:
    _cases(document)["security"] = [{"bearer": ["offender_mgmt:cases:erase"]}]


def _with_two_scopes(document: dict[str, Any]) -> None:
    _cases(document)["security"][0]["bearer"] *= 2


def _with_a_guarded_probe(document: dict[str, Any]) -> None:
    document["paths"]["/ping"]["get"]["security"] = [{"bearer": []}]


def _with_the_same_id(document: dict[str, Any]) -> None:
    _cases(document)["operationId"] = document["paths"]["/ping"]["get"]["operationId"]


def _without_summary(document: dict[str, Any]) -> None:
    _cases(document).pop("summary")


def _without_description(document: dict[str, Any]) -> None:
    _cases(document).pop("description")


def _without_a_word_of_itself(document: dict[str, Any]) -> None:
    document["info"].pop("description")


def _without_an_example(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        schema.pop("examples", None)


def _with_a_bare_error(document: dict[str, Any]) -> None:
    _cases(document)["responses"]["404"] = {"description": "Nothing"}


def _with_an_error_of_another_shape(document: dict[str, Any]) -> None:
    content = _cases(document)["responses"]["403"]["content"]["application/problem+json"]
    content["schema"] = {"$ref": "#/components/schemas/Other"}


def _with_an_example_of_another_error(document: dict[str, Any]) -> None:
    content = _cases(document)["responses"]["403"]["content"]["application/problem+json"]
    next(iter(content["examples"].values()))["value"]["status"] = 404


def _without_an_answer(document: dict[str, Any]) -> None:
    _cases(document)["responses"]["200"]["content"]["application/json"].pop("schema")


def _with_an_unknown_limit(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["Problem"]["properties"]["status"]["ge"] = 400


def _cases(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["paths"]["/v1/cases"]["get"]
    return found


PLANTED: list[tuple[Check, Callable[[dict[str, Any]], None]]] = [
    (unguarded, _without_security),
    (unguarded, _with_an_unknown_scope),
    (unguarded, _with_two_scopes),
    (unguarded, _with_a_guarded_probe),
    (told_twice, _with_the_same_id),
    (undescribed, _without_summary),
    (undescribed, _without_description),
    (undescribed, _without_a_word_of_itself),
    (without_example, _without_an_example),
    (unexplained_errors, _with_a_bare_error),
    (unexplained_errors, _with_an_error_of_another_shape),
    (unexplained_errors, _with_an_example_of_another_error),
    (unknown_keywords, _with_an_unknown_limit),
    (untold_answers, _without_an_answer),
]


@pytest.mark.parametrize(("check", "plant"), PLANTED)
def test_a_planted_gap_in_a_document_is_seen(check: Check, plant: Callable[[dict[str, Any]], None]):
    document = document_named("offender_mgmt")
    changed = deepcopy(document)
    plant(changed)

    assert set(check(changed)) - set(check(document))


def test_a_hidden_route_is_seen():
    app = application_of(service_named("offender_mgmt"))
    document = app.openapi()
    app.add_api_route("/v1/back-door", lambda: None, include_in_schema=False)

    assert list(hidden_routes(app, document)) == ["/v1/back-door is served and not told of"]


def test_a_scope_that_nobody_carries_is_seen():
    service = service_named("offender_mgmt")
    document = document_named("offender_mgmt")
    extended = type(service)(
        **{name: getattr(service, name) for name in service.__slots__} | {"scopes": [*service.scopes, Scope("x:y:z", "Nothing.")]}
    )

    assert set(idle_scopes(extended, document)) - set(idle_scopes(service, document)) == {"no role carries x:y:z"}
