"""Whatever the document of offender_mgmt allows, the running service answers as the document says: all but single people."""

from contracts.conftest import Fuzzed

LEAST_CASES = 1_000


def test_offender_mgmt_answers_as_it_documents(fuzzed: Fuzzed):
    outcome = fuzzed("offender_mgmt", "--exclude-path-regex", "^/v1/persons/")

    assert outcome.exit_code == 0, outcome.output + outcome.log
    assert outcome.cases > LEAST_CASES, outcome.output
