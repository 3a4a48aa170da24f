"""Whatever the document of commissioning allows of one agreement, the running service answers as the document says.

A module of its own, so that the larger half of commissioning is fuzzed beside the other.
"""

from contracts.conftest import Fuzzed

LEAST_CASES = 1_000


def test_an_agreement_answers_as_it_documents(fuzzed: Fuzzed):
    outcome = fuzzed("commissioning", "--include-path-regex", "^/v1/agreements/")

    assert outcome.exit_code == 0, outcome.output + outcome.log
    assert outcome.cases > LEAST_CASES, outcome.output
