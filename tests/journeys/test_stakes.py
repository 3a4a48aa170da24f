"""`noms stakes`: what payment terms put at stake, asked of the running service year by year."""

import json
from pathlib import Path

import pytest

from house.whole import House
from noms.contracts.commissioning.stakes import StakesAnswer
from noms.contracts.commissioning.worked_example import WORKED_STAKES


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    path = tmp_path / "terms.json"
    path.write_text(json.dumps({**WORKED_STAKES, "years": 3, "runs": 20}))
    return path


def test_each_row_of_the_terms_is_shown_with_what_it_puts_at_stake(house: House, terms: Path):
    done = house.noms("stakes", str(terms))

    assert done.returncode == 0, done.stderr
    assert "3 years, 20 runs, seed 2010" in done.stdout
    for row in ("quarter_points serious_assault", "fixed_sum escape", "unavailable_places heating", "everything"):
        assert row in done.stdout
    assert "1,200,000.00" in done.stdout
    assert "no limit" in done.stdout


def test_the_years_come_one_by_one_and_are_told_together_as_json(house: House, terms: Path):
    done = house.noms("stakes", str(terms), "--json", "--runs", "5", "--seed", "3")
    answer = StakesAnswer.model_validate_json(done.stdout)

    assert (answer.seed, answer.runs) == (3, 5)
    assert [year.contract_year for year in answer.years] == [2, 3, 4]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "does not hold one JSON object"),
        ("[1]", "does not hold one JSON object"),
        (json.dumps({**WORKED_STAKES, "seed": -1}), "is not as it should be at /seed"),
        (json.dumps({**WORKED_STAKES, "first_year": 11}), "/years: the agreement has fewer contract years"),
    ],
)
def test_a_bad_file_is_told_in_one_sentence(house: House, terms: Path, text: str, says: str):
    terms.write_text(text)
    done = house.noms("stakes", str(terms))

    assert done.returncode == 1
    assert says in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_told_in_one_sentence(house: House, tmp_path: Path):
    done = house.noms("stakes", str(tmp_path / "nowhere.json"))

    assert (done.returncode, "there is no file to read" in done.stderr) == (1, True)


def test_without_a_service_the_command_says_how_to_start_it(house: House, terms: Path):
    done = house.noms("stakes", str(terms), NOMS_PORT_COMMISSIONING="1")

    assert done.returncode == 1
    assert "make run" in done.stderr
