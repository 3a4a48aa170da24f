"""The engine against the oracle: the second half of ten thousand contracts, with more happening in each of them."""

import pytest

from builders.commissioning.agreement_of_two import differences, disagreements, settle
from builders.commissioning.contracts_at_random import a_contract
from builders.commissioning.settlement_oracle_year import settle_slowly


@pytest.mark.parametrize("block", range(10))
def test_five_hundred_further_contracts_settle_alike(block: int):
    assert disagreements(range(5_000 + block * 490, 5_000 + block * 490 + 490)) == {}


@pytest.mark.parametrize("seed", range(20_000, 20_100))
def test_a_contract_in_which_much_happens_settles_alike(seed: int):
    request = a_contract(seed, most_occurrences=80)

    assert differences(settle(request), settle_slowly(request)) == []
