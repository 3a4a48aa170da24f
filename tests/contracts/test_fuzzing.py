"""Which refusals the fuzzer lets pass: a rule may refuse what the schema allows, the schema may not."""

import pytest

from contracts.fuzzing import SCHEMA_FAULTS, refused_by_a_rule


def a_problem(*codes: str, code: str = "invalid") -> dict[str, object]:
    return {"code": code, "errors": [{"pointer": "/x", "code": each, "message": ""} for each in codes]}


@pytest.mark.parametrize("problem", [a_problem("outside_the_order"), a_problem("value_error"), a_problem(code="limit_exceeded")])
def test_a_rule_may_refuse_valid_data(problem: dict[str, object]):
    assert refused_by_a_rule(problem)


@pytest.mark.parametrize(
    "problem",
    [
        a_problem("greater_than_equal"),
        a_problem("outside_the_order", "string_pattern_mismatch"),
        a_problem(),
        a_problem(code="idempotency_key_reused"),
    ],
)
def test_the_schema_may_not(problem: dict[str, object]):
    """Nor the database, whose refusals name no field, nor a key that the fuzzer should have renewed."""
    assert not refused_by_a_rule(problem)


def test_the_faults_of_a_schema_are_pydantics_own():
    assert {
        "missing",
        "int_type",
        "string_pattern_mismatch",
        "less_than_equal",
        "extra_forbidden",
        "json_invalid",
    } <= SCHEMA_FAULTS
