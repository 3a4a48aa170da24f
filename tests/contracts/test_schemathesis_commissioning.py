"""Whatever the document of commissioning allows, the running service answers as the document says: all but the agreements."""

from contracts.conftest import Fuzzed

LEAST_CASES = 1_000


def test_commissioning_answers_as_it_documents(fuzzed: Fuzzed):
    outcome = fuzzed("commissioning", "--exclude-path-regex", "^/v1/agreements/")

    assert outcome.exit_code == 0, outcome.output + outcome.log
    assert outcome.cases > LEAST_CASES, outcome.output
