"""The rules of the house, read from the syntax tree; each docstring says why the rule is there."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from statistics import median

import pytest

from architecture import conduct, reaching, shape, sourcing, words
from architecture.code import Breach, Source, everything, length_of, product, suite

Rule = Callable[[Source], Iterator[Breach]]


def breaches(rule: Rule, sources: Iterable[Source]) -> list[str]:
    return [str(breach) for source in sources for breach in rule(source)]


def hold(rule: Rule, sources: Iterable[Source]) -> None:
    found = breaches(rule, sources)
    assert not found, "\n".join(found)


def test_a_function_fits_on_one_screen():
    """What parts a codebase that is a pleasure from one that is not is the tail of its functions, not their median."""
    hold(shape.long_functions, product())


def test_a_module_holds_one_thing():
    """A room's file that outgrows 250 lines holds two nouns: the room is split, not the layer. Tests may have 400."""
    hold(shape.long_modules, (*product(), *suite()))


def test_most_functions_and_modules_are_small():
    """The limits above are for the tail; this is what a reader meets every day."""
    code = [source for source in product() if not source.is_migration]
    functions = [length_of(function) for source in code for function in source.functions()]
    modules = sorted(len(source.lines) for source in code)

    assert median(functions) <= 8
    assert modules[len(modules) * 9 // 10] <= 150


def test_every_name_says_something():
    """A module called for nothing in particular collects everything in particular."""
    hold(shape.empty_names, (*product(), *suite()))


def test_acts_are_verbs_of_the_trade():
    """`update_` and `process_` hide what happened; an officer allocates, varies, warns and returns to court."""
    hold(shape.empty_acts, product())


def test_every_import_stands_at_the_top():
    """An import inside a function, or one hidden behind TYPE_CHECKING, is how a cycle gets past a wall."""
    hold(shape.hidden_imports, product())


def test_a_docstring_says_more_than_the_name():
    """The name with spaces between its words costs a reader a line and tells nothing."""
    hold(shape.echo_docstrings, product())


def test_no_service_function_only_forwards():
    """A read goes from router to queries: a hop that adds nothing is one more place to look."""
    hold(shape.pass_throughs, product())


def test_every_room_says_what_it_decides():
    """A reader who opens a folder learns from its first file what is decided there, and in whose words."""
    hold(shape.undescribed_rooms, product())


def test_only_the_chassis_commits():
    """One request is one transaction, committed before the answer is sent: an act that commits half-way cannot be undone."""
    hold(conduct.commits, product())


def test_time_is_an_argument():
    """A rule that asks the clock cannot be asked what held on a day in 2010; a query that does, answers differently tomorrow."""
    hold(conduct.clocks, product())


def test_no_error_is_swallowed():
    """An error that is caught whole and logged is a record that silently was not kept."""
    hold(conduct.swallowed_errors, product())


def test_refusals_are_the_houses_own():
    """One base class gives every refusal its status, its code and its page; BaseHTTPMiddleware leaks connections on disconnect."""
    hold(conduct.http_exceptions, product())


def test_every_read_stands_in_queries():
    """Reach is checked in one kind of file: a select anywhere else escapes the eye, and a query that writes surprises."""
    hold(conduct.stray_selects, product())


def test_no_relationship_loads_by_itself():
    """A lazy load is a statement that nobody wrote, inside a loop that nobody counted."""
    hold(conduct.lazy_relationships, product())


def test_no_nameless_dict_crosses_a_wall():
    """What a room or a client hands over has named fields, so that a change shows where it is used."""
    hold(conduct.dicts_across_walls, product())


def test_no_test_replaces_the_truth():
    """A mock of our own code or of the database proves that the mock works."""
    hold(conduct.mocked_truth, suite())


def test_every_silenced_warning_has_its_reason():
    """Without a code it silences the next fault too; without a reason nobody dares to take it away."""
    hold(conduct.unreasoned_silences, (*product(), *suite()))


def test_every_number_in_a_rule_has_its_source():
    """A number that nobody can trace is a policy that nobody decided."""
    hold(sourcing.unsourced_numbers, product())


def test_every_read_of_peoples_records_starts_from_reach():
    """Row security is the net beneath; the query itself says whose records it may find."""
    hold(partial(reaching.selects_without_reach, records=reaching.records_of(product())), product())


def test_nothing_is_left_for_later():
    """A note to do it later is read by everybody and done by nobody."""
    hold(words.postponed_work, everything())


def test_nothing_names_one_machine():
    """What works only in one folder of one computer, or from one registry, works nowhere else."""
    hold(words.machine_paths, everything())


TABLES = """
class PersonRow(Row):
    crn: Mapped[str] = mapped_column(primary_key=True)
    audience: Mapped[list[str]] = mapped_column(AUDIENCE)

class OrderRow(Row):
    order_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str]
    court: Mapped[str]
"""
RECORDS = reaching.records_of([Source.of("services/s/persons/tables.py", TABLES)])
from_reach = partial(reaching.selects_without_reach, records=RECORDS)
RULES, SERVICE, QUERIES = "services/s/room/rules.py", "services/s/room/service.py", "services/s/room/queries.py"
ROUTER, CHASSIS, TEST = "services/s/room/router.py", "shared/noms/chassis/x.py", "tests/s/test_x.py"
LONG = "    pass\n"

PLANTED: list[tuple[Rule, str, str]] = [
    (shape.long_functions, SERVICE, "def f():\n" + LONG * 30),
    (shape.long_functions, "services/s/room/reactions.py", "async def on_it():\n" + LONG * 10),
    (shape.long_modules, SERVICE, "x = 1\n" * 251),
    (shape.long_modules, TEST, "x = 1\n" * 401),
    (shape.long_modules, "services/s/main.py", "x = 1\n" * 61),
    (shape.empty_names, "shared/noms/chassis/utils.py", ""),
    (shape.empty_names, "services/s/common/rules.py", ""),
    (shape.empty_acts, SERVICE, "async def update_person(): ..."),
    (shape.hidden_imports, SERVICE, "def f():\n    import json"),
    (shape.hidden_imports, SERVICE, "from typing import TYPE_CHECKING"),
    (shape.hidden_imports, SERVICE, "import typing\nif typing.TYPE_CHECKING:\n    import x"),
    (shape.echo_docstrings, SERVICE, 'def record_absence():\n    """Records the absence."""'),
    (shape.echo_docstrings, SERVICE, 'class OrderRow:\n    """An order row."""'),
    (shape.pass_throughs, SERVICE, "async def case(session, crn):\n    return await queries.case(session, crn)"),
    (shape.undescribed_rooms, "services/s/room/__init__.py", ""),
    (shape.undescribed_rooms, "services/s/room/__init__.py", '"""Room."""\nfrom services.s.room.rules import x'),
    (conduct.commits, SERVICE, "async def f(session):\n    await session.commit()"),
    (conduct.clocks, RULES, "date.today()"),
    (conduct.clocks, SERVICE, "datetime.now(UTC)"),
    (conduct.clocks, QUERIES, "func.now()"),
    (conduct.clocks, QUERIES, "from noms.chassis.clock import today"),
    (conduct.clocks, RULES, "from noms.chassis import clock"),
    (conduct.swallowed_errors, SERVICE, "try:\n    f()\nexcept Exception:  # noqa: BLE001 - because it is convenient\n    pass"),
    (conduct.swallowed_errors, SERVICE, "try:\n    f()\nexcept:\n    pass"),
    (conduct.swallowed_errors, SERVICE, "try:\n    f()\nexcept (ValueError, BaseException):\n    pass"),
    (conduct.swallowed_errors, CHASSIS, "try:\n    f()\nexcept Exception:\n    pass"),
    (conduct.swallowed_errors, CHASSIS, "try:\n    f()\nexcept Exception:  # noqa: BLE001\n    pass"),
    (conduct.http_exceptions, ROUTER, "raise HTTPException(404)"),
    (conduct.http_exceptions, ROUTER, "from fastapi import HTTPException"),
    (conduct.http_exceptions, CHASSIS, "class M(BaseHTTPMiddleware): ..."),
    (conduct.stray_selects, SERVICE, "session.scalar(select(PersonRow))"),
    (conduct.stray_selects, ROUTER, "session.scalar(sa.select(PersonRow))"),
    (conduct.stray_selects, SERVICE, "session.get(PersonRow, crn)"),
    (conduct.stray_selects, QUERIES, "session.add(PersonRow())"),
    (conduct.stray_selects, QUERIES, "session.execute(update(PersonRow))"),
    (conduct.lazy_relationships, "services/s/room/tables.py", "orders = relationship()"),
    (conduct.dicts_across_walls, SERVICE, "def f(body: dict[str, Any]): ..."),
    (conduct.dicts_across_walls, QUERIES, "async def f() -> Mapping[str, Any] | None: ..."),
    (conduct.dicts_across_walls, "shared/noms/clients/s.py", "def f(*, body: list[dict[str, Any]]): ..."),
    (conduct.mocked_truth, TEST, "from unittest.mock import AsyncMock"),
    (conduct.mocked_truth, TEST, "import unittest.mock"),
    (conduct.mocked_truth, TEST, "def test_x(monkeypatch):\n    monkeypatch.setattr(clock, 'now', lambda: 1)"),
    (conduct.unreasoned_silences, SERVICE, "x = f()  # type: ignore"),
    (conduct.unreasoned_silences, SERVICE, "x = f()  # type: ignore[arg-type]"),
    (conduct.unreasoned_silences, SERVICE, "x = f()  # noqa"),
    (conduct.unreasoned_silences, SERVICE, "x = f()  # noqa: S101"),
    (sourcing.unsourced_numbers, RULES, "MONTHS = 12"),
    (sourcing.unsourced_numbers, RULES, "# Months in a year.\nMONTHS = 12"),
    (sourcing.unsourced_numbers, RULES, "SHARE = Decimal('0.75')"),
    (sourcing.unsourced_numbers, RULES, "FROM = date(2010, 4, 1)"),
    (sourcing.unsourced_numbers, RULES, "def f(x):\n    return x > 12"),
    (sourcing.unsourced_numbers, RULES, "MONTHS = 12  # Source: the Act s.1\nDAYS = 14"),
    (sourcing.unsourced_numbers, RULES, "def f():\n    x = 12  # Source: the Act s.1\n    y = 1\n    return x + 14"),
    (
        from_reach,
        QUERIES,
        "async def person(session, crn):\n    return await session.scalar(select(PersonRow).where(PersonRow.crn == crn))",
    ),
    (from_reach, QUERIES, "async def person(session, crn):\n    return await session.get(PersonRow, crn)"),
    (
        from_reach,
        QUERIES,
        "async def orders(session):\n    return await session.scalars(select(OrderRow).where(OrderRow.court == 'x'))",
    ),
    (from_reach, QUERIES, "def _one(crn):\n    return select(PersonRow)\ndef person(session, crn):\n    return _one(crn)"),
    (from_reach, QUERIES, "LIST = HotRead('list', lambda asked: select(json_of(V, crn=PersonRow.crn)))"),
    (words.postponed_work, "docs/x.md", "TO" + "DO: write it"),
    (words.postponed_work, SERVICE, "x = 1  # FIX" + "ME"),
    (words.machine_paths, "README.md", "Look into /wo" + "rk/main."),
    (words.machine_paths, "Makefile", "pip install --index" + "-url https://mirror"),
]

INNOCENT: list[tuple[Rule, str, str]] = [
    (shape.long_functions, SERVICE, "def f():\n" + LONG * 29),
    (shape.long_functions, "services/s/migrations/versions/2010_01_01_0002_x.py", "def upgrade():\n" + LONG * 60),
    (shape.hidden_imports, SERVICE, "import json\n\ndef f():\n    return json.dumps(1)"),
    (shape.echo_docstrings, SERVICE, 'def record_absence():\n    """Say that the offender did not attend."""'),
    (shape.pass_throughs, SERVICE, "async def case(session, crn):\n    return await queries.case(session, crn.upper())"),
    (conduct.commits, CHASSIS, "async def f(session):\n    await session.commit()"),
    (conduct.clocks, SERVICE, "from noms.chassis.clock import now\nnow()"),
    (conduct.swallowed_errors, CHASSIS, "try:\n    f()\nexcept Exception:  # noqa: BLE001 - housekeeping goes on\n    pass"),
    (conduct.swallowed_errors, CHASSIS, "try:\n    f()\nexcept BaseException:\n    close()\n    raise"),
    (conduct.swallowed_errors, SERVICE, "try:\n    f()\nexcept ValueError:\n    pass"),
    (conduct.stray_selects, SERVICE, "session.add(PersonRow())"),
    (conduct.stray_selects, QUERIES, "session.scalar(select(PersonRow))"),
    (conduct.dicts_across_walls, SERVICE, "def _f(body: dict[str, Any]): ...\ndef g(body: dict[str, int]): ..."),
    (conduct.mocked_truth, TEST, "def test_x(monkeypatch):\n    monkeypatch.setenv('A', 'b')"),
    (conduct.unreasoned_silences, SERVICE, "x = f()  # type: ignore[arg-type]  # the library leaves it untyped"),
    (conduct.unreasoned_silences, SERVICE, "x = f()  # noqa: S101, E501 - a table reads better whole"),
    (sourcing.unsourced_numbers, RULES, "MONTHS = 12  # Source: Criminal Justice Act 2003 Sch 8 para 5"),
    (
        sourcing.unsourced_numbers,
        RULES,
        "# House rule: 0007, every number of the table.\nTABLE = {\n    'a': 12,\n    'b': 13,\n}",
    ),
    (sourcing.unsourced_numbers, RULES, 'MONTHS = 12\n"""Source: Criminal Justice Act 2003."""'),
    (sourcing.unsourced_numbers, RULES, 'def f(x):\n    """Twice.\n\n    House rule: 0007.\n    """\n    return 2 * x'),
    (sourcing.unsourced_numbers, RULES, "def f(x):\n    return x[0] + 1 - -1"),
    (sourcing.unsourced_numbers, SERVICE, "PAGE = 50"),
    (from_reach, QUERIES, "def f(caller):\n    return select(PersonRow).where(PersonRow.audience.overlap(list(caller.reach)))"),
    (from_reach, QUERIES, "def f(order_id):\n    return select(OrderRow).where(OrderRow.order_id == order_id)"),
    (
        from_reach,
        QUERIES,
        "def _one():\n    return select(PersonRow)\ndef f(caller):\n    return _one().where(reachable(caller))",
    ),
    (words.postponed_work, TEST, 'answer = ask(establishment="' + "XX" + 'X")'),
    (words.machine_paths, "README.md", "GET /work-queue and homework/ro" + "ot/x"),
]


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_a_planted_breach_is_seen(rule: Rule, path: str, text: str):
    assert breaches(rule, [Source.of(path, text)]) != []


@pytest.mark.parametrize(("rule", "path", "text"), INNOCENT)
def test_what_is_allowed_is_left_alone(rule: Rule, path: str, text: str):
    hold(rule, [Source.of(path, text)])


def test_every_rule_has_a_planted_breach():
    """A rule that cannot fail proves nothing."""
    offered = {
        rule
        for module in (shape, conduct, sourcing, words)
        for name, rule in vars(module).items()
        if callable(rule) and getattr(rule, "__module__", "") == module.__name__ and not name.startswith("_")
    }

    assert offered == {rule for rule, _, _ in PLANTED} - {from_reach}
