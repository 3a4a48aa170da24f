"""Records closed to some users: who a caller is when records ask, and what a closure hides."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from house.running import Running, once
from noms.chassis.clock import now
from noms.chassis.database.rows import ClosureRow
from noms.chassis.identity.caller import Caller, CallerKind, user_tag
from noms.chassis.identity.issuer import Persona
from noms.chassis.identity.tokens import Claims

EVERYTHING = {"everything": True}


def claims(**changes: Any) -> Claims:
    told = {"sub": "lucy", "client_id": "c", "organisation": "LDN", "kind": "staff", "roles": ["keeper"], "exp": 1.0}
    return Claims.model_validate(told | changes)


@pytest.mark.parametrize(
    ("changes", "reaches"),
    [
        ({}, ("user:lucy",)),
        ({"reach": {"organisations": ["LDN"]}}, ("organisation:LDN", "user:lucy")),
        ({"reach": EVERYTHING}, ("*", "user:lucy")),
        ({"kind": "system", "on_behalf_of": "olga"}, ("user:lucy", "user:olga")),
        ({"kind": "system", "reach": EVERYTHING, "roles": ["other-service"]}, ("*",)),
        (
            {"kind": "system", "reach": EVERYTHING, "roles": ["other-service"], "on_behalf_of": "olga"},
            ("*", "user:lucy", "user:olga"),
        ),
        ({"kind": "staff", "reach": EVERYTHING, "roles": ["other-service"]}, ("*", "user:lucy")),
        ({"kind": "system", "reach": EVERYTHING, "roles": ["other-service", "keeper"]}, ("*", "user:lucy")),
        ({"kind": "system", "reach": EVERYTHING, "roles": []}, ("*", "user:lucy")),
    ],
)
def test_every_caller_is_a_user_but_a_service_that_acts_for_nobody(changes: dict[str, Any], reaches: tuple[str, ...]):
    assert claims(**changes).reaches() == reaches


@given(st.text(), st.text())
def test_the_tag_of_a_user_survives_the_journey_and_is_nobody_elses(one: str, other: str):
    def sendable(name: str) -> bool:
        return not any("\ud800" <= sign <= "\udfff" for sign in name)

    if sendable(one) and sendable(other):
        tag = user_tag(one)
        assert f"organisation:LDN,{tag},*".split(",") == ["organisation:LDN", tag, "*"]
        assert (tag == user_tag(other)) == (one == other)
        assert tag.startswith("user:")


async def a_book(books: Running, isbn: str) -> str:
    async with books.as_(keeper("maker")) as client:
        new = {"isbn": isbn, "title": "Kept", "copies": 1, "organisation": "LDN"}
        assert (await client.post("/v1/books", json=new, headers=once())).status_code == 201
    return isbn


def keeper(name: str, **changes: Any) -> Persona:
    return Persona(name, "LDN", CallerKind.STAFF, ("keeper",), {"organisations": ["LDN"]}, **changes)


async def close(books: Running, subject: str, **changes: Any) -> None:
    closure = {"closure_id": uuid4(), "subject": subject, "closed_from": now() - timedelta(hours=1)} | changes
    async with await books.database.session(Caller.service("specimen")) as session:
        await session.execute(insert(ClosureRow).values(closure))
        await session.commit()


async def reads(books: Running, isbn: str, *names: str) -> list[bool]:
    """Whether each reads the book, by the record, the short way of the hot read, and the long one: always the same."""
    found = []
    for name in names:
        async with books.as_(keeper(name)) as client:
            paths = (f"/v1/books/{isbn}", f"/v1/books/{isbn}/file", f"/v1/books/{isbn}/file", f"/v1/books/{isbn}/file?&")
            answers = {(await client.get(path)).status_code for path in paths}
        assert answers in ({200}, {404})
        found.append(answers == {200})
    return found


@pytest.mark.parametrize(
    ("closure", "seen"),
    [
        ({"barred": ["user:lucy"]}, [False, True]),
        ({"only_to": ["user:lucy"]}, [True, False]),
        ({"only_to": []}, [False, False]),
        ({"barred": ["user:lucy"], "only_to": ["user:lucy", "user:olga"]}, [False, True]),
        ({"barred": ["user:somebody"]}, [True, True]),
        ({}, [True, True]),
        ({"barred": ["user:lucy"], "closed_until": now() - timedelta(minutes=1)}, [True, True]),
        ({"barred": ["user:lucy"], "closed_until": now() + timedelta(days=1)}, [False, True]),
        ({"barred": ["user:lucy"], "closed_from": now() + timedelta(days=1)}, [True, True]),
    ],
    ids=range(9),
)
async def test_a_closure_hides_a_record_from_whom_it_says_while_it_lasts(
    books: Running, closure: dict[str, Any], seen: list[bool]
):
    isbn = await a_book(books, f"C{uuid4().hex[:8].upper()}")
    await close(books, isbn, **closure)

    assert await reads(books, isbn, "lucy", "olga") == seen


async def test_closing_one_record_closes_no_other(books: Running):
    shut, other = [await a_book(books, f"O{uuid4().hex[:8].upper()}") for _ in range(2)]
    await close(books, shut, barred=["user:lucy"])

    assert (await reads(books, shut, "lucy"), await reads(books, other, "lucy")) == ([False], [True])
