"""Whatever the document of offender_mgmt allows of one person, the running service answers as the document says.

A module of its own, so that the larger half of offender_mgmt is fuzzed beside the other.
"""

from contracts.conftest import Fuzzed

LEAST_CASES = 1_000


def test_a_persons_record_answers_as_it_documents(fuzzed: Fuzzed):
    outcome = fuzzed("offender_mgmt", "--include-path-regex", "^/v1/persons/")

    assert outcome.exit_code == 0, outcome.output + outcome.log
    assert outcome.cases > LEAST_CASES, outcome.output
