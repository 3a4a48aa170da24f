"""Which requirement answers which need, whether the Act allows it for this person, and what a unit has cost."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from noms.contracts.commissioning.benchmarks import BenchmarkView
from noms.contracts.interventions.offers import OfferList
from noms.contracts.offender_mgmt.sentencing import (
    AskedService,
    ProgrammeOption,
    RequirementOption,
    Silence,
    SourceAsked,
    UnitCost,
)
from noms.contracts.wire import Instant
from noms.reference.community_requirements import CommunityRequirement, community_requirements_on
from noms.reference.oasys import load_oasys_sections
from noms.reference.pathways import load_pathways
from services.offender_mgmt.programme_options.rules import Defendant, options_offered, options_unknown
from services.offender_mgmt.requirements.rules import ATTENDANCE_CENTRE_UNDER

ANSWERS = {
    "UPW": ("ETE",), "ACT": ("ETE", "FIN", "FAM"), "RES": ("ACC",), "MHT": ("HEALTH",), "DRR": ("DRUGALC",),
    "ATR": ("DRUGALC",), "SUP": ("ACC", "ETE", "HEALTH", "DRUGALC", "FIN", "FAM", "ATB"), "ATTC": ("ATB",),
}  # fmt: skip
"""The pathways that a requirement can answer; those of PROG are its programmes'. House rule: 0207."""

SPECIFICATIONS = {
    "UPW": "UNPAID-WORK", "PROG": "PROGRAMME-COMPLETION", "CURF": "ELECTRONIC-MONITORING", "EXCL": "ELECTRONIC-MONITORING",
    "RES": "APPROVED-PREMISES", "SUP": "OFFENDER-MANAGEMENT",
}  # fmt: skip
"""Under which specification a requirement is bought. House rule: 0207."""

ADULT = 18  # Source: Criminal Justice Act 2003 s.177(1), as amended by the Criminal Justice and Immigration Act 2008
ADULTS_ONLY_FROM = date(2009, 11, 30)  # Source: SI 2009/3074

LEAVES_UNKNOWN = {
    AskedService.INTERVENTIONS: ("places", "wait", "length", "completion_rate"),
    AskedService.COMMISSIONING: ("unit_cost",),
}
"""What cannot be said when a service is silent."""


def pathway_of_need(code: str) -> str | None:
    """The pathway that a need names: its own code, or an OASys section by its code or number (DRUG, 8); None for neither."""
    section = next((one.section for one in load_oasys_sections() if one.code == code), code)
    return next((one.code for one in load_pathways() if code == one.code or section in one.oasys_sections), None)


def sentence_for_unknown_need(code: str) -> str:
    """What to send instead of a need that nobody knows."""
    pathways = ", ".join(one.code for one in load_pathways())
    return f"{code} is neither a pathway ({pathways}) nor a section of OASys, such as DRUG or 8."


def source_asked(service: AskedService, told_at: Instant | None, silence: Silence | None) -> SourceAsked:
    """What is said of one source of the answer."""
    unknown = list(LEAVES_UNKNOWN[service]) if silence else []
    return SourceAsked(service=service, told_at=told_at, missing_because=silence, leaves_unknown=unknown)


def options(
    defendant: Defendant, area: str, offered: OfferList | None, costs: Sequence[BenchmarkView]
) -> list[RequirementOption]:
    """Every requirement of the day for this person; what a silent service would have told is absent."""
    programmes = options_unknown(defendant) if offered is None else options_offered(offered, defendant)
    return [
        _option(row, defendant, unit_cost(row.code, area, costs), programmes if row.code == "PROG" else [])
        for row in community_requirements_on(defendant.on)
    ]


def unit_cost(code: str, area: str, costs: Iterable[BenchmarkView]) -> UnitCost | None:
    """What a unit of the requirement has cost: of the area before that of all, the latest year, the first that was told."""
    known = [one for one in costs if one.specification == SPECIFICATIONS.get(code) and one.establishment_function is None]
    mine = [one for one in known if one.provider == area] or [one for one in known if one.provider is None]
    latest = max(mine, key=lambda one: one.year, default=None)
    return UnitCost.model_validate(latest) if latest else None


def _option(
    row: CommunityRequirement, defendant: Defendant, cost: UnitCost | None, programmes: list[ProgrammeOption]
) -> RequirementOption:
    because = list(_against(row, defendant))
    answered = {need for one in programmes for need in one.meets_needs} | defendant.needs.intersection(ANSWERS.get(row.code, ()))
    return RequirementOption(
        code=row.code,
        name=row.name,
        section=row.cja2003_section,
        min_quantity=row.min_quantity,
        max_quantity=row.max_quantity,
        unit=row.unit,
        consent_required=row.consent_required,
        meets_needs=sorted(answered),
        available=False if because else _places(row, programmes),
        because=because,
        unit_cost=cost,
        programmes=programmes,
        source=row.source,
    )


def _places(row: CommunityRequirement, programmes: Sequence[ProgrammeOption]) -> bool | None:
    """Whether there is a place: known of programmes alone, where somebody could be asked."""
    if row.code != "PROG" or any(one.available is None for one in programmes):
        return None
    return any(one.available for one in programmes)


def _against(row: CommunityRequirement, defendant: Defendant) -> Iterator[str]:
    if defendant.age is None:
        return
    if defendant.age < ADULT and defendant.on >= ADULTS_ONLY_FROM:
        yield "adults_only"
    if row.code == "ATTC" and defendant.age >= ATTENDANCE_CENTRE_UNDER:
        yield "too_old"
