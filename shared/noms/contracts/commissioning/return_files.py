"""What a file of returns holds, line by line."""

from collections.abc import Mapping

from pydantic import ValidationError

from noms.contracts.commissioning.returns import ReturnRow

EXAMPLE_FILE = """measure_code,period,numerator,denominator,reason
arrival_at_court_on_time,2010-05,412,480,
serious_assaults,2010-05,9,598.5,
"""

EXPECTED = {
    "measure_code": "the code of a measure, such as arrival_at_court_on_time",
    "period": "a month such as 2010-05, or a quarter such as 2010-11-Q1",
    "numerator": "a number such as 412 or 598.5",
    "denominator": "a number such as 480, or nothing for a count",
    "reason": "words, or nothing",
}
"""The columns of a file of returns, in their usual order, and what each holds."""


def read_row(cells: Mapping[str, str]) -> ReturnRow | list[str]:
    """The return that the cells of one line hold, or the columns that do not hold what they should."""
    told = {column: cell for column, cell in cells.items() if cell}
    try:
        return ReturnRow.model_validate(told)
    except ValidationError as faults:
        return list(dict.fromkeys(str(fault["loc"][0]) for fault in faults.errors()))
