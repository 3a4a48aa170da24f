"""The example answers of the documents are real, whole, and as the schemas say."""

import pytest
from jsonschema import Draft202012Validator

from house.services import document_named

SERVICES = ("commissioning", "offender_mgmt", "interventions")


def answers(service: str) -> list[tuple[str, dict]]:
    """Every good answer that the document describes: operation, and its content."""
    document = document_named(service)
    return [
        (operation["operationId"], content)
        for path, item in document["paths"].items()
        for operation in item.values()
        for status, response in operation["responses"].items()
        for content in response.get("content", {}).values()
        if path.startswith("/v1") and status.startswith("2")
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_shows_an_example_of_its_answer(service: str):
    found = answers(service)
    assert len(found) > 15
    assert [operation for operation, content in found if "example" not in content] == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_example_is_as_its_schema_says(service: str):
    components = document_named(service)["components"]
    for operation, content in answers(service):
        schema = {**content["schema"], "components": components}
        faults = [error.message for error in Draft202012Validator(schema).iter_errors(content["example"])]
        assert faults == [], (operation, faults)
