"""Sections and questions of OASys: which items are scored, how, and when a section is an identified need."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from noms.reference.faults import UnknownCode
from noms.reference.reading import Row, Sourced, read_list


class OasysSectionKind(StrEnum):
    """What a section of an assessment is for."""

    CORE = "core"
    NEED = "need"
    PROFILE = "profile"
    ROSH = "rosh"
    PLAN = "plan"
    OTHER = "other"


class OasysScale(StrEnum):
    """How the answer to a question is scored."""

    NONE_SOME_SIGNIFICANT = "0 none 1 some 2 significant"
    NO_YES = "no=0 yes=2"
    NEVER_PREVIOUSLY_CURRENTLY = "never=0 previously=1 currently=2"
    UNSCORED = "unscored or other"

    @property
    def scores(self) -> tuple[int, ...]:
        """The scores that an answer on this scale can have; none where it is not scored."""
        return {OasysScale.UNSCORED: (), OasysScale.NO_YES: (0, 2)}.get(self, (0, 1, 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class OasysSection(Sourced):
    """One section. Without a need threshold it is never an identified need by score."""

    section: str
    code: str
    name: str
    kind: OasysSectionKind
    standard_assessment: bool
    need_items: tuple[str, ...]
    need_item_count: int | None
    max_score: int | None
    need_threshold: int | None
    """The score at or above which the section is an identified need."""
    pathway_code: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OasysQuestion(Sourced):
    """One question, by its number on the form."""

    question: str
    section: str
    field: str
    scale: OasysScale
    counts_towards_need: bool


@cache
def load_oasys_sections() -> tuple[OasysSection, ...]:
    """Every section, in the order of the form."""
    return read_list("oasys_sections.csv", _section, lambda section: section.section)


@cache
def load_oasys_questions() -> tuple[OasysQuestion, ...]:
    """Every question that the system knows, in the order of the form."""
    return read_list("oasys_questions.csv", _question, lambda question: question.question)


@cache
def _sections_by_number() -> dict[str, OasysSection]:
    return {section.section: section for section in load_oasys_sections()}


@cache
def _questions_by_number() -> dict[str, OasysQuestion]:
    return {question.question: question for question in load_oasys_questions()}


def oasys_section(number: str) -> OasysSection:
    """The section with the number, such as 3 or R10, or UnknownCode."""
    try:
        return _sections_by_number()[number]
    except KeyError:
        raise UnknownCode("OASys sections", number) from None


def oasys_question(number: str) -> OasysQuestion:
    """The question with the number, such as 8.6, or UnknownCode."""
    try:
        return _questions_by_number()[number]
    except KeyError:
        raise UnknownCode("OASys questions", number) from None


def oasys_questions_in(section: str) -> tuple[OasysQuestion, ...]:
    """The questions of one section, in the order of the form."""
    return tuple(question for question in load_oasys_questions() if question.section == section)


def _section(row: Row) -> OasysSection:
    return OasysSection(
        section=row.text("section"),
        code=row.text("code"),
        name=row.text("name"),
        kind=row.choice("kind", OasysSectionKind),
        standard_assessment=row.yes_no("standard_assessment"),
        need_items=row.texts("need_items"),
        need_item_count=row.optional_whole("need_item_count"),
        max_score=row.optional_whole("max_score"),
        need_threshold=row.optional_whole("need_threshold"),
        pathway_code=row.optional_text("pathway_code"),
        note=row.optional_text("note"),
        source=row.text("source"),
    )


def _question(row: Row) -> OasysQuestion:
    return OasysQuestion(
        question=row.text("question"),
        section=row.text("section"),
        field=row.text("field"),
        scale=row.choice("scale", OasysScale),
        counts_towards_need=row.yes_no("counts_towards_need"),
        source=row.text("source"),
    )
