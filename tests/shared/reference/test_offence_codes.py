"""Home Office offence codes and the groups they fall in, against the published list."""

import pytest

from noms.reference.faults import UnknownCode
from noms.reference.offence_codes import OffenceCodeState, load_offence_codes, offence_code


@pytest.mark.parametrize(
    ("code", "letters"),
    [
        ("00100", "V"), ("00801", "V"), ("00832", "OTH"), ("00839", "SX"), ("02802", "BD"), ("03400", "ROB"), ("03799", "TDA"),
        ("04500", "TFV"), ("06602", "OTH"), ("06683", "V"), ("07700", "DRP"), ("07761", "DRI"), ("09255", "DRP"), ("09256", "DRI"),
        ("09961", "OTH"), ("09910", "FR"), ("12105", "HAN"), ("80300", "DD"), ("82500", "MOT"), ("99920", "BD"), ("99659", "OTH"),
    ],
)  # fmt: skip
def test_codes_fall_in_their_groups(code: str, letters: str) -> None:
    """Source: hmpps-arns-risk-actuarial-api CT_Offence_minV3.csv."""
    group = offence_code(code).group

    assert group is not None
    assert group.letters == letters


@pytest.mark.parametrize("code", ["08800", "11100", "14100"])
def test_a_collecting_code_needs_the_exact_offence(code: str) -> None:
    assert (offence_code(code).state, offence_code(code).group) == (OffenceCodeState.NEEDS_EXACT_OFFENCE, None)


@pytest.mark.parametrize("code", ["95000", "99955"])
def test_some_offences_have_no_group(code: str) -> None:
    assert (offence_code(code).state, offence_code(code).group) == (OffenceCodeState.NO_GROUP, None)


@pytest.mark.parametrize("code", ["", "801", "008011", "0080a", "25200", "0080\u0661"])
def test_what_is_no_code_of_the_list_is_unknown(code: str) -> None:
    with pytest.raises(UnknownCode):
        offence_code(code)


def test_every_exception_belongs_to_a_main_class_and_differs_from_it() -> None:
    listed = {code.main_class: code for code in load_offence_codes() if code.sub_class is None}

    for exception in (code for code in load_offence_codes() if code.sub_class is not None):
        whole = listed[exception.main_class]
        assert (exception.group_code, exception.state) != (whole.group_code, whole.state)
