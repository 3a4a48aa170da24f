"""Working out what a location file changes, and changing it: a few statements over all of its lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, insert, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import CreateTable

from noms.chassis import clock
from noms.chassis.audit.record import concerning
from noms.chassis.database.copying import copy_rows
from noms.chassis.feed.outbox import emit_many
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.whereabouts import LedgerReason
from noms.reference.establishments import load_establishments
from services.offender_mgmt.location_effects import queries, rules
from services.offender_mgmt.location_effects.rules import Change
from services.offender_mgmt.location_effects.tables import CHANGE, LINE, SAID
from services.offender_mgmt.location_lines.rules import Reader
from services.offender_mgmt.movement_checks.rules import YOUNGEST_RECEIVED
from services.offender_mgmt.movements.rules import BACK_FROM_LARGE, TRANSFERS

_LONGER = text("SELECT set_config('statement_timeout', '120s', true)")
_ONE_FILE = text("SELECT pg_advisory_xact_lock(hashtextextended('location file of ' || :code, 3))")
_COUNT_SAID = text("ANALYZE location_said")
_COUNT_LINES = text("ANALYZE location_line")
_COUNT_CHANGES = text("ANALYZE location_change")
_BUYER = text(
    """UPDATE location_change AS c SET placed_by = NULL
        WHERE placed_by = 'YJB' AND moved_into IS NOT NULL AND NOT EXISTS (
              SELECT 1 FROM unnest(cast(:prisons AS text[]), cast(:since AS date[]), cast(:until AS date[]))
                         AS bought (prison, since, until)
               WHERE prison = c.moved_into AND c.moved_on BETWEEN since AND coalesce(until, 'infinity'))"""
)
_STOOD = """CASE WHEN m.supersedes_movement_id IS NULL THEN m.place ELSE (
                WITH RECURSIVE stood AS (
                    SELECT m.place, m.supersedes_movement_id AS wrong
                    UNION ALL SELECT e.place, e.supersedes_movement_id FROM stood JOIN movement AS e ON e.movement_id = wrong)
                SELECT min(place) FROM stood) END"""
"""Where a line stands among those of its day: a correction where the line stood that it corrects."""

_UNFIT = text(
    f"""WITH last AS (
           SELECT DISTINCT ON (m.crn) m.crn, m.moved_on, m.kind, m.reason_code FROM movement AS m JOIN location_change USING (crn)
            WHERE m.kind <> 'withdrawal'
              AND NOT EXISTS (SELECT 1 FROM movement AS later WHERE later.supersedes_movement_id = m.movement_id)
            ORDER BY m.crn, m.moved_on DESC, {_STOOD} DESC)
       UPDATE location_change AS c
          SET fault = CASE WHEN p.died_on IS NOT NULL THEN 'after_death'
                           WHEN c.moved_on < p.date_of_birth THEN 'before_birth'
                           WHEN c.moved_on < last.moved_on THEN 'before_last_movement'
                           WHEN c.moved_into IS NULL AND last.kind IN ('court_out', 'temporary_release') THEN 'absent'
                           WHEN c.out_of IS NULL AND last.reason_code = 'CR' AND c.reason_code = ANY(cast(:back AS text[]))
                                THEN 'not_at_large'
                           WHEN c.moved_into IS NOT NULL AND coalesce(c.placed_by, 'NOMS') <> 'YJB'
                                AND extract(year FROM age(c.moved_on, p.date_of_birth)) < :youngest THEN 'too_young' END
         FROM person AS p LEFT JOIN last ON last.crn = p.crn
        WHERE p.crn = c.crn"""  # noqa: S608 - the only text put in is the constant above
)
_MEANWHILE = text(
    """UPDATE location_change AS c SET fault = 'moved_meanwhile'
        WHERE fault IS NULL
          AND out_of IS DISTINCT FROM (SELECT establishment_code FROM stay WHERE crn = c.crn AND left_on IS NULL)"""
)
_MOVE = text(
    """INSERT INTO movement (movement_id, crn, place, kind, reason_code, moved_on, out_of, moved_into, recorded_at, recorded_by)
       SELECT movement_id, crn, 1 + coalesce((SELECT max(place) FROM movement WHERE crn = c.crn), 0),
              CASE WHEN out_of IS NULL THEN 'admission' WHEN moved_into IS NULL THEN 'release' ELSE 'transfer' END,
              reason_code, moved_on, out_of, moved_into, :recorded_at, :recorded_by
         FROM location_change AS c WHERE fault IS NULL ORDER BY crn"""
)
_LEAVE = text(
    """UPDATE stay SET left_on = c.moved_on FROM location_change AS c
        WHERE stay.crn = c.crn AND stay.left_on IS NULL AND c.fault IS NULL"""
)
_STAY = text(
    """INSERT INTO stay (stay_id, crn, establishment_code, establishment_name, received_on, placed_by)
       SELECT gen_random_uuid(), crn, moved_into, prison.name, moved_on, coalesce(placed_by, 'NOMS')
         FROM location_change JOIN unnest(cast(:codes AS text[]), cast(:names AS text[])) AS prison (code, name)
              ON prison.code = moved_into
        WHERE fault IS NULL ORDER BY crn"""
)


@dataclass(frozen=True)
class Roll:
    """A prison whose people the file does not name all: how many it held, and how many of them are missing."""

    establishment_code: str
    held: int
    missing: int


async def stage(session: AsyncSession, caller: Caller, read: Reader) -> None:
    """Put the lines beside the records, find whom they name, and mark those that name nobody or somebody twice.

    People named by lines that could not be taken stand there under negative numbers: they are there, whatever else is wrong.
    """
    await session.execute(_LONGER)
    for table in (SAID, LINE, CHANGE):
        await session.execute(CreateTable(table))
    said = [column.name for column in SAID.columns]
    await copy_rows(session, SAID.name, said, read.placed)
    there = ((-index, crn, number, None, None, None) for index, (crn, number) in enumerate(read.named, start=1))
    await copy_rows(session, SAID.name, said, there)
    await session.execute(_COUNT_SAID)
    await session.execute(insert(LINE).from_select([column.name for column in LINE.columns], queries.judged_lines(caller)))
    await session.execute(_COUNT_LINES)


async def work_out(session: AsyncSession, caller: Caller, covered: Sequence[str], on: date) -> list[Roll]:
    """Put down what the file changes; answers the rolls of the prisons from which somebody is missing."""
    arrived = queries.arrivals(caller)
    columns = ["crn", "line", "out_of", "moved_into", "moved_on", "reason_code", "placed_by"]
    await session.execute(insert(CHANGE).from_select(columns, arrived))
    gone = queries.departures(caller, covered, on)
    await session.execute(insert(CHANGE).from_select(["crn", "out_of", "moved_on", "placed_by"], gone))
    reason = case(
        (CHANGE.c.out_of.is_(None) & CHANGE.c.reason_code.not_in(TRANSFERS), CHANGE.c.reason_code),
        (CHANGE.c.out_of.is_not(None) & CHANGE.c.reason_code.in_(TRANSFERS), CHANGE.c.reason_code),
        else_=LedgerReason.BY_FILE.value,
    )
    await session.execute(update(CHANGE).values(reason_code=reason, movement_id=func.gen_random_uuid()))
    await session.execute(_COUNT_CHANGES)
    await session.execute(_BUYER, rules.young_places())
    await session.execute(_UNFIT, {"youngest": YOUNGEST_RECEIVED, "back": sorted(BACK_FROM_LARGE)})
    missing = await queries.missing(session)
    held = await queries.rolls(session, caller, sorted(missing), on) if missing else {}
    return [Roll(code, held.get(code, 0), number) for code, number in sorted(missing.items())]


async def hold_back(session: AsyncSession, rolls: Iterable[Roll]) -> None:
    """Let nobody be taken off these rolls."""
    codes = [roll.establishment_code for roll in rolls]
    gone = (CHANGE.c.out_of.in_(codes), CHANGE.c.moved_into.is_(None))
    await session.execute(update(CHANGE).where(*gone).values(fault="held_back"))


async def one_file_at_a_time(session: AsyncSession, covered: Iterable[str]) -> None:
    """Wait until no other file of these prisons is being taken in."""
    for code in sorted(covered):
        await session.execute(_ONE_FILE, {"code": code})


async def hold_people(session: AsyncSession, caller: Caller) -> None:
    """Lock everybody whom the file moves, and leave out those whom somebody else moved meanwhile."""
    await queries.lock_changed(session, caller)
    await session.execute(_MEANWHILE)


async def bring_about(session: AsyncSession, caller: Caller, changed: Sequence[Change]) -> None:
    """Write the movements and stays, tell of them, and open each record to the prison where the person is now."""
    await session.execute(_MOVE, {"recorded_at": clock.now(), "recorded_by": caller.subject})
    await session.execute(_LEAVE)
    prisons = load_establishments()
    names = {"codes": [each.code for each in prisons], "names": [each.name for each in prisons]}
    await session.execute(_STAY, names)
    await emit_many(session, (event for change in changed for event in rules.told_of(change)))
    crns, places = [change.crn for change in changed], [change.moved_into for change in changed]
    await session.execute(func.open_records_to_establishments(crns, places))
    concerning(session, *crns)
