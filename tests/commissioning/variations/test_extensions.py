"""Extensions over HTTP: by both, by the deadline of the option and the last day of the agreement, and over something that is bought."""

from typing import Any

import pytest

from builders.commissioning.agreements import a_signature, completions_line, live
from builders.commissioning.personas import LONDON_COMMISSIONER, LONDON_TRUST
from builders.commissioning.variations import BIRMINGHAM, an_extension, post, proposed, refused, settled
from house.running import Running
from noms.contracts.commissioning.agreement_views import AgreementView

pytestmark = pytest.mark.usefixtures("clean_slate")


async def page(service: Running, agreement: str) -> AgreementView:
    async with service.as_(LONDON_TRUST) as client:
        return AgreementView.model_validate_json((await client.get(f"/v1/agreements/{agreement}")).content)


async def test_an_option_is_used_by_both_by_its_deadline(service: Running):
    agreement = await live(service, extension_options=[BIRMINGHAM])
    path = await proposed(service, agreement, under="extensions")
    late, in_time = a_signature(signed_on="2012-01-01"), a_signature(signed_on="2011-12-31")

    assert await refused(service, LONDON_COMMISSIONER, f"{path}/commissioner-signature", late) == (
        409,
        "extension_after_deadline",
    )
    assert await refused(service, LONDON_COMMISSIONER, f"{path}/commissioner-signature", in_time) == (201, "")
    assert await refused(service, LONDON_TRUST, f"{path}/provider-signature", late) == (409, "extension_after_deadline")
    assert str((await page(service, agreement)).ends_on) == "2012-03-31"
    settled_late = await post(service, LONDON_TRUST, f"{path}/provider-signature", in_time)
    assert (settled_late.status_code, settled_late.json()["entered_late"]) == (201, True)
    assert str((await page(service, agreement)).ends_on) == "2014-03-31"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"option_number": 2}, "no_such_option"),
        ({"ends_on": "2014-04-01"}, "extends_too_far"),
        ({"ends_on": "2012-03-31"}, "extends_too_little"),
    ],
)
async def test_an_option_gives_what_it_says(service: Running, changes: dict[str, Any], code: str):
    path = f"/v1/agreements/{await live(service, extension_options=[BIRMINGHAM])}/extensions"

    assert await refused(service, LONDON_COMMISSIONER, path, an_extension(**changes)) == (409, code)


async def test_an_option_is_signed_before_the_agreement_runs_out(service: Running):
    """An agreement that ended in September is not brought back in December, however far its options could have reached."""
    first = {"exercise_by": "2011-12-31", "extends_to_at_most": "2013-12-31"}
    further = {"exercise_by": "2013-12-31", "extends_to_at_most": "2014-03-31"}
    agreement = await live(service, extension_options=[first, further])
    await settled(service, agreement, under="extensions", ends_on="2013-09-30")
    path = await proposed(service, agreement, under="extensions", option_number=2, ends_on="2014-03-31")
    last_day, later = a_signature(signed_on="2013-09-30"), a_signature(signed_on="2013-12-15")

    assert await refused(service, LONDON_COMMISSIONER, f"{path}/commissioner-signature", last_day) == (201, "")
    assert await refused(service, LONDON_TRUST, f"{path}/provider-signature", later) == (409, "extension_after_the_end")
    assert await refused(service, LONDON_TRUST, f"{path}/provider-signature", last_day) == (201, "")


async def test_an_extension_over_which_nothing_is_bought_is_refused(service: Running):
    to_the_end = completions_line(to_day="2012-03-31")
    agreement = await live(service, extension_options=[BIRMINGHAM], lines=[to_the_end])
    path = f"/v1/agreements/{agreement}/extensions"

    assert await refused(service, LONDON_COMMISSIONER, path, an_extension()) == (409, "nothing_is_bought")


async def test_what_was_emptied_since_an_extension_was_proposed_is_not_extended(service: Running):
    agreement = await live(service, extension_options=[BIRMINGHAM])
    path = await proposed(service, agreement, under="extensions")
    work = {"specification": "UNPAID-WORK", "specification_version": 2, "annual_volume": 10, "unit_price_pence": 900}
    struck = {"specification": "PROGRAMME-COMPLETION", "place": "LDN"}
    await settled(service, agreement, changes={"lines": [work | {"to_day": "2012-03-31"}], "struck_lines": [struck]})
    await post(service, LONDON_COMMISSIONER, f"{path}/commissioner-signature", a_signature())

    assert await refused(service, LONDON_TRUST, f"{path}/provider-signature", a_signature()) == (409, "nothing_is_bought")


async def test_an_option_is_used_once(service: Running):
    agreement = await live(service, extension_options=[BIRMINGHAM])
    await settled(service, agreement, under="extensions", ends_on="2013-03-31")

    assert await refused(service, LONDON_COMMISSIONER, f"/v1/agreements/{agreement}/extensions", an_extension()) == (
        409,
        "option_out_of_turn",
    )


async def test_no_agreement_is_extended_into_another_that_buys_the_same(service: Running):
    agreement = await live(service, extension_options=[BIRMINGHAM])
    await live(service, starts_on="2012-04-01", ends_on="2013-03-31")
    path = await proposed(service, agreement, under="extensions")
    await post(service, LONDON_COMMISSIONER, f"{path}/commissioner-signature", a_signature())

    assert await refused(service, LONDON_TRUST, f"{path}/provider-signature", a_signature()) == (409, "another_agreement_is_live")
    assert str((await page(service, agreement)).ends_on) == "2012-03-31"
