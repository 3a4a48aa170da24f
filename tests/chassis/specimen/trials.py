"""Operations that no honest service has: slow, broken, and careless ones, to try the chassis with."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request
from sqlalchemy import text

from chassis.specimen.service import BOOK_FILE, READ, Keeper, NoteRow, NoteView, Reader, books, specimen
from noms.chassis.audit.record import concerning
from noms.chassis.refusals import Refusal
from noms.chassis.requests.express import Lane
from noms.chassis.requests.paging import NumberedPages
from noms.chassis.requests.route import Session, room
from noms.contracts.wire import Code, Line, View, Wire

SECRET = "Zebediah-Quillfeather"
trials = room("trials")


class NewNote(Wire):
    book_id: UUID
    says: Line


class Slept(View):
    seconds: float


class OnlyOnTuesdays(Refusal):
    """The act is refused by a rule."""

    code = "only_on_tuesdays"
    title = "This is done on Tuesdays."


@trials.post("/v1/notes", status_code=201, response_model=NoteView)
async def write_note(new: NewNote, session: Session, caller: Keeper) -> NoteRow:
    """Write a note on any book, without looking for the book first."""
    row = NoteRow(note_id=uuid4(), book_id=new.book_id, says=new.says)
    session.add(row)
    await session.flush()
    return row


class Loan(Wire):
    lent: list[Code]


class LoanView(View):
    loan_id: UUID


@trials.post("/v1/loans", status_code=201, response_model=LoanView)
async def lend(new: Loan, session: Session, caller: Keeper) -> LoanView:
    """Lend several books at once."""
    concerning(session, *new.lent)
    return LoanView(loan_id=uuid4())


@trials.get("/v1/shelves", response_model=LoanView)
async def read_shelves(caller: Reader, page: NumberedPages, isbn: Annotated[list[Code] | None, Query()] = None) -> LoanView:
    """Read page by page, only these books."""
    return LoanView(loan_id=uuid4())


@trials.get("/v1/sleep", response_model=Slept)
async def sleep(seconds: Annotated[float, Query(ge=0, le=60)], session: Session, caller: Reader) -> Slept:
    """Keep the database busy."""
    await session.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": seconds})
    return Slept(seconds=seconds)


@trials.get("/v1/broken/{isbn}", response_model=View)
async def read_broken(isbn: str, caller: Reader) -> View:
    """Fail, with a name in the words of the error."""
    raise RuntimeError(f"{SECRET} {isbn}")


@trials.get("/v1/misshapen/{isbn}", response_model=NoteView)
async def read_misshapen(isbn: str, caller: Reader) -> dict[str, str]:
    """Answer what the contract does not allow, with a name in it."""
    return {"name": SECRET}


@trials.get("/v1/elsewhere/{isbn}", response_model=View)
async def read_elsewhere(isbn: str, caller: Reader, request: Request) -> View:
    """Read a record that lies outside this database."""
    return View()


@trials.post("/v1/refused/{isbn}", status_code=201, response_model=View)
async def refuse(isbn: str, session: Session, caller: Keeper) -> View:
    """Write something, then refuse."""
    session.add(NoteRow(note_id=uuid4(), book_id=uuid4(), says="never"))
    raise OnlyOnTuesdays


@trials.get("/v1/ungranted", response_model=View)
async def read_ungranted(session: Session, caller: Reader) -> View:
    """Read a table that the runtime role was never given."""
    await session.execute(text("SELECT * FROM attic"))
    return View()


proving = replace(
    specimen,
    rooms=[books, trials],
    lanes=[Lane("/v1/books/{isbn}/file", "[A-Z0-9]{1,30}", READ, lambda _caller: BOOK_FILE)],
)
