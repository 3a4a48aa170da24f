"""A specimen service: books that organisations keep, with notes."""

from typing import Annotated, ClassVar
from uuid import UUID, uuid4

from fastapi import Request, Response
from pydantic import ConfigDict
from sqlalchemy import BigInteger, MetaData, Text, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from noms.chassis.audit.record import concerning
from noms.chassis.database.hot import HotRead
from noms.chassis.database.rows import AUDIENCE, NAMING
from noms.chassis.database.shaping import json_list, json_of, reachable
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller, audience
from noms.chassis.identity.permissions import Scope, may
from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound, Refusal
from noms.chassis.requests.express import Lane
from noms.chassis.requests.headers import ExpectedVersion, meant_for, personal_json, tag_version
from noms.chassis.requests.route import Session, room
from noms.chassis.service import Service
from noms.contracts.events import Event
from noms.contracts.wire import Code, Count, Line, View, Wire

READ = Scope("specimen:books:read", "Read books.")
WRITE = Scope("specimen:books:write", "Keep books.")
LISTS = Scope("specimen:lists:read", "Read public lists.", personal=False)
EVENTS = Scope("specimen:events:read", "Read the feed.")
Reader = Annotated[Caller, may(READ)]
Keeper = Annotated[Caller, may(WRITE)]
Anybody = Annotated[Caller, may(LISTS)]


class Row(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {str: Text, int: BigInteger}


class BookRow(Row):
    __tablename__ = "book"
    book_id: Mapped[UUID] = mapped_column(primary_key=True)
    isbn: Mapped[str]
    title: Mapped[str]
    copies: Mapped[int]
    version: Mapped[int] = mapped_column()
    mark: Mapped[str | None]
    audience: Mapped[list[str]] = mapped_column(AUDIENCE)
    __mapper_args__: ClassVar = {"version_id_col": version}


class NoteRow(Row):
    __tablename__ = "note"
    note_id: Mapped[UUID] = mapped_column(primary_key=True)
    book_id: Mapped[UUID]
    says: Mapped[str]


class IsbnTaken(Refusal):
    """Another book has this number."""

    code = "isbn_taken"
    title = "Another book has this number."


class NewBook(Wire):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"isbn": "A1", "title": "Kept", "copies": 2, "organisation": "LDN"}]}
    )
    isbn: Code
    title: Line
    copies: Count
    organisation: Code
    mark: Code | None = None


class Book(View):
    book_id: UUID
    isbn: str
    title: str
    copies: int


class NoteView(View):
    says: str


class BookFile(View):
    isbn: str
    title: str
    notes: list[NoteView]


class BookKept(Event):
    type: ClassVar[str] = "specimen.book.kept"
    isbn: Line

    def subject(self) -> str:
        return self.isbn


BOOK_FILE = HotRead(
    "read_book_file",
    lambda asked: select(
        json_of(
            BookFile,
            isbn=BookRow.isbn,
            title=BookRow.title,
            notes=json_list(
                json_of(NoteView, says=NoteRow.says), select(NoteRow).where(NoteRow.book_id == BookRow.book_id), NoteRow.says
            ),
        )
    ).where(BookRow.isbn == asked.c.subject, reachable(BookRow.audience)),
)
books = room("books")


@books.post("/v1/books", status_code=201, response_model=Book, responses=problems(IsbnTaken))
async def keep_book(new: NewBook, session: Session, caller: Keeper, response: Response) -> BookRow:
    """Keep a book."""
    concerning(session, new.isbn)
    kept_for = audience(organisations=[new.organisation])
    row = BookRow(book_id=uuid4(), isbn=new.isbn, title=new.title, copies=new.copies, mark=new.mark, audience=kept_for)
    session.add(row)
    session.add(NoteRow(note_id=uuid4(), book_id=row.book_id, says=f"kept by {caller.organisation}"))
    emit(session, BookKept(isbn=new.isbn), audience=row.audience)
    await session.flush()
    tag_version(response, row.version)
    return row


@books.put("/v1/books/{isbn}/copies/{copies}", response_model=Book)
async def count_copies(
    isbn: Code, copies: int, *, session: Session, caller: Keeper, expected: ExpectedVersion, response: Response
) -> BookRow:
    """Count copies."""
    row = await session.scalar(select(BookRow).where(BookRow.isbn == isbn))
    if row is None:
        raise NotFound
    meant_for(expected, row.version)
    row.copies = copies
    await session.flush()
    tag_version(response, row.version)
    return row


@books.get("/v1/books/{isbn}", response_model=Book)
async def read_book(isbn: Code, session: Session, caller: Reader, response: Response) -> BookRow:
    """Read a book."""
    row = await session.scalar(select(BookRow).where(BookRow.isbn == isbn))
    if row is None:
        raise NotFound
    tag_version(response, row.version)
    return row


@books.get("/v1/books/{isbn}/file", response_model=BookFile, response_class=Response)
async def read_book_file(isbn: Code, request: Request, caller: Reader) -> Response:
    """Read everything of a book at once."""
    body = await BOOK_FILE.fetch(request.app.state.database, caller, isbn)
    if body is None:
        raise NotFound
    return personal_json(request, body.encode())


@books.get("/v1/lists", response_model=View)
async def read_list(caller: Anybody) -> View:
    """Read a public list."""
    return View()


specimen = Service(
    name="specimen",
    title="Specimen",
    description="Books.",
    version="1",
    rooms=[books],
    scopes=[READ, WRITE, LISTS],
    events_scope=EVENTS,
    lanes=[Lane("/v1/books/{isbn}/file", "[A-Z0-9]{1,20}", READ, lambda _caller: BOOK_FILE)],
    roles={"keeper": [READ, WRITE, LISTS, EVENTS], "reader": [READ, LISTS]},
    constraints={"book_isbn_key": IsbnTaken},
)
