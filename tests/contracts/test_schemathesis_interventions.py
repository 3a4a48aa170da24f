"""Whatever the document of interventions allows, the running service answers as the document says."""

from contracts.conftest import Fuzzed

LEAST_CASES = 1_000


def test_interventions_answers_as_it_documents(fuzzed: Fuzzed):
    outcome = fuzzed("interventions")

    assert outcome.exit_code == 0, outcome.output + outcome.log
    assert outcome.cases > LEAST_CASES, outcome.output
