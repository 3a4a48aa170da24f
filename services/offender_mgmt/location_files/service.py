"""Taking in a location file, whole or not at all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import EVERYTHING, Caller, audience
from noms.contracts.offender_mgmt.location_files import LocationFileReport, PrisonHeldBack, RejectedLine
from services.offender_mgmt.location_effects import queries as effects
from services.offender_mgmt.location_effects import service as acts
from services.offender_mgmt.location_effects.rules import SENTENCES, Change, cut_short
from services.offender_mgmt.location_effects.service import Roll
from services.offender_mgmt.location_files import queries
from services.offender_mgmt.location_files.tables import LocationFileRow
from services.offender_mgmt.location_lines.rules import Reader

_PRISON = "establishment:"


@dataclass(frozen=True)
class File:
    """A file that was read to its end."""

    read: Reader
    content_hash: bytes
    dry_run: bool

    @property
    def covered(self) -> list[str]:
        """The prisons whose roll it tells."""
        return sorted({line.establishment_code for line in self.read.placed} | {self.read.home or ""} - {""})


def places_of(caller: Caller) -> list[str]:
    """What the caller reaches, whoever of an organisation it is."""
    return [tag for tag in caller.reach if not tag.startswith("user:")]


def prisons_of(caller: Caller) -> frozenset[str] | None:
    """The prisons of which the caller may tell who is there; None where that is every one."""
    if EVERYTHING in caller.reach:
        return None
    return frozenset(tag.removeprefix(_PRISON) for tag in caller.reach if tag.startswith(_PRISON))


async def take_in(session: AsyncSession, caller: Caller, file: File) -> LocationFileReport:
    """Let the ledger say what the file says: one transaction, after any other file of the same prisons."""
    if not file.dry_run:
        await acts.one_file_at_a_time(session, file.covered)
    before = await queries.report_of_content(session, caller, file.content_hash)
    if before is not None:
        return before.model_copy(update={"taken_in_before": True, "dry_run": file.dry_run})
    await acts.stage(session, caller, file.read)
    rolls = await acts.work_out(session, caller, file.covered, file.read.on)
    held_back = [roll for roll in rolls if file.read.unnamed or cut_short(roll.held, roll.missing)]
    await acts.hold_back(session, held_back)
    if not file.dry_run:
        await acts.hold_people(session, caller)
    changes = await effects.changes(session, caller)
    report = _report(file, changes, await effects.faults(session), held_back)
    if not file.dry_run:
        await acts.bring_about(session, caller, changes)
        _keep(session, caller, file, report)
    return report


def _report(
    file: File, changes: Sequence[Change], faults: Sequence[tuple[int, str]], held_back: Sequence[Roll]
) -> LocationFileReport:
    kinds = Counter("received" if each.out_of is None else "transferred" if each.moved_into else "released" for each in changes)
    judged = [_rejected(line, fault) for line, fault in faults]
    rejected = sorted([*file.read.rejected, *judged], key=lambda each: each.line)
    arrived = kinds["received"] + kinds["transferred"]
    return LocationFileReport(
        location_file_id=None if file.dry_run else uuid4(),
        on=file.read.on,
        dry_run=file.dry_run,
        taken_in_before=False,
        establishment_codes=file.covered,
        lines=file.read.lines,
        unchanged=len(file.read.placed) - len(judged) - arrived,
        received=kinds["received"],
        transferred=kinds["transferred"],
        released=kinds["released"],
        departures_held_back=[
            PrisonHeldBack(establishment_code=roll.establishment_code, on_roll=roll.held, missing=roll.missing)
            for roll in held_back
        ],
        unnamed_lines=file.read.unnamed,
        rejected=rejected,
    )


def _rejected(line: int, fault: str) -> RejectedLine:
    at, sentence = SENTENCES[fault]
    return RejectedLine(line=line, field=at, code=fault, message=sentence)


def _keep(session: AsyncSession, caller: Caller, file: File, report: LocationFileReport) -> None:
    """Keep what the file changed, for whoever answers for its prisons and for who sent it."""
    session.add(
        LocationFileRow(
            location_file_id=report.location_file_id,
            content_hash=file.content_hash,
            held_on=file.read.on,
            establishment_codes=file.covered,
            report=report.model_dump(mode="json"),
            recorded_at=clock.now(),
            recorded_by=caller.subject,
            audience=sorted({*audience(establishments=file.covered), *places_of(caller)}),
        )
    )
