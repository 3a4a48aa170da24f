"""The statement that reads posts answers what the rows say, byte for byte as the contract has it."""

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from builders.commissioning.personas import OFFENDER_MANAGER
from builders.commissioning.posts import recorded
from house.running import Running
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.posts import HoldingView, PostList, PostView
from noms.reference.posts import load_posts, post
from services.commissioning.posts.tables import PostHoldingRow


async def rows_of(service: Running, code: str, on: date | None) -> list[HoldingView]:
    """The holdings of a post by the tables' own mapping."""
    async with await service.database.session(Caller.service("commissioning")) as session:
        rows = (
            await session.scalars(
                select(PostHoldingRow).where(PostHoldingRow.post_code == code).order_by(PostHoldingRow.valid_from)
            )
        ).all()
        believed = [row for row in rows if row.superseded_at is None]
        shown = [row for row in believed if on is None or row.valid_from <= on <= (row.valid_to or date.max)]
        return [HoldingView.model_validate(row) for row in shown]


@pytest.mark.parametrize("on", [None, "2004-06-08", "2009-06-08", "2009-07-15"])
@pytest.mark.parametrize("code", ["CE-NOMS", "NOM", "ROM-YH", "DOM-NE", "DOM-WM"])
async def test_one_post_is_what_its_rows_say(service: Running, code: str, on: str | None):
    day = date.fromisoformat(on) if on else None
    async with service.as_(OFFENDER_MANAGER) as client:
        answer = await client.get(f"/v1/posts/{code}", params={"on": on} if on else {})
    told = PostView.model_validate_json(answer.content, extra="forbid")
    existed = day is None or post(code).in_force_on(day)

    assert told.holdings == (await rows_of(service, code, day) if existed else [])
    assert (told.name, told.organisation_id, told.source) == (post(code).name, post(code).organisation_id, post(code).source)
    assert told.existing == (None if day is None else existed)


async def test_the_list_is_every_post_as_it_is_read_alone(service: Running):
    await recorded(service, "DOM-LON", valid_from="2010-01-01", valid_to="2010-01-31")
    async with service.as_(OFFENDER_MANAGER) as client:
        listed = PostList.model_validate_json((await client.get("/v1/posts")).content, extra="forbid")
        alone = [PostView.model_validate_json((await client.get(f"/v1/posts/{known.code}")).content) for known in listed.data]

    assert listed.data == alone
    assert [known.code for known in listed.data] == sorted(known.code for known in load_posts())


async def test_what_the_migration_carries_in_can_be_recorded_by_nobody_twice(service: Running):
    """Every holding that sources tell of lies within the life of its post."""
    async with await service.database.session(Caller.service("commissioning")) as session:
        rows = (await session.scalars(select(PostHoldingRow).where(PostHoldingRow.recorded_by == "published"))).all()

    assert len(rows) == 26
    for row in rows:
        assert post(row.post_code).in_force_on(row.valid_from), row.post_code
        assert row.valid_to is None or post(row.post_code).in_force_on(row.valid_to), row.post_code


@pytest.mark.parametrize("statement", ["UPDATE post_holding SET source = 'rewritten'", "DELETE FROM post_holding"])
async def test_what_was_recorded_cannot_be_rewritten_by_the_service(service: Running, statement: str):
    async with service.database.engine.connect() as connection:
        with pytest.raises(ProgrammingError, match="permission denied"):
            await connection.execute(text(statement))


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ("'DOM-LON', 'held', 'A. Director', NULL, '2009-02-01', NULL, false, 'a test', 'x', now()", "holder_name_check"),
        ("'DOM-LON', 'vacant', 'A. Director', 'Hansard', '2009-02-01', NULL, false, 'a test', 'x', now()", "vacant_check"),
        ("'DOM-LON', 'held', NULL, NULL, '2009-02-02', '2009-02-01', false, 'a test', 'x', now()", "valid_from_valid_to_check"),
        ("'DOM-NE', 'held', NULL, NULL, '2009-06-01', NULL, false, 'a test', 'x', now()", "post_code_days_excl"),
        ("'DOM-LON', 'asleep', NULL, NULL, '2009-02-01', NULL, false, 'a test', 'x', now()", "state_check"),
    ],
)
async def test_the_database_itself_refuses_what_cannot_be(service: Running, values: str, constraint: str):
    async with service.database.engine.connect() as connection:
        with pytest.raises(DBAPIError, match=f"post_holding_{constraint}"):
            await connection.execute(text(f"INSERT INTO post_holding VALUES (gen_random_uuid(), {values})"))
