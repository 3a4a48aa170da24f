"""What the journey does not do of commissioning: a prison contract and its money, how agreements end, and what needs a past."""

from typing import Any

from noms.chassis.clock import today
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.cli.personas import PERSONAS
from scripts.telling import Teller

_STAFF, _SYSTEM = CallerKind.STAFF, CallerKind.SYSTEM
_REACH = {"everything": True, "organisations": ["NOMS"], "regions": ["LON", "SE", "HSE"]}

PURCHASER = Persona("director-of-contracts", "NOMS", _STAFF, ("commissioner",), _REACH)
MANAGER = Persona("contract-manager", "NOMS", _STAFF, ("contract-manager",), _REACH)
CONTROLLER = Persona("controller", "NOMS", _STAFF, ("controller",), {"establishments": ["RHI"]})
SECOND_CONTROLLER = Persona("second-controller", "NOMS", _STAFF, ("controller",), {"establishments": ["RHI"]})
CONTRACTOR = Persona("contractor-system", "G4S", _SYSTEM, ("contractor-system",), {"establishments": ["RHI"]})
BELMARSH = Persona("governor-system", "HMPS", _SYSTEM, ("public-provider",), {"establishments": ["BAI"]})
TRUSTS = Persona("trust-system", "KNT", _SYSTEM, ("trust-system",), {"organisations": ["KNT", "HPS", "TVP"]})
SECRETARY, MODERATOR, AUDITOR = PERSONAS["secretary-of-state"], PERSONAS["moderator"], PERSONAS["auditor"]
DIRECTOR = PERSONAS["commissioner"]

AGREEMENT = "/v1/agreements/{agreement_id}"
OCCURRENCE = f"{AGREEMENT}/occurrences/{{occurrence_id}}"
VARIATION = f"{AGREEMENT}/variations/{{variation_id}}"
READING = f"{AGREEMENT}/occurrences/second-readings/{{second_reading_id}}"
PERIOD = f"{AGREEMENT}/periods/{{period_id}}"
SAMPLE = f"{PERIOD}/audit-samples/{{sample_id}}"
FIRST_QUARTER = {"from_day": "2010-04-01", "to_day": "2010-06-30"}
SECOND_QUARTER = {"from_day": "2010-07-01", "to_day": "2010-09-30"}


async def draw_up(teller: Teller, example: int, measure: int = 0, **changes: Any) -> None:
    """A draft with one measure."""
    await teller.tell(PURCHASER, "POST /v1/agreements", example, **changes)
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/measures", measure)


async def begin(teller: Teller, provider: Persona) -> None:
    """Offered, signed by both, in force."""
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/offer")
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/commissioner-signature")
    await teller.tell(provider, f"POST {AGREEMENT}/provider-signature")
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/commencement")


async def contract(teller: Teller) -> None:
    """A prison contract under payment terms, varied once, with an option to extend that is given up."""
    await draw_up(teller, 0)
    await teller.tell(PURCHASER, f"PUT {AGREEMENT}/payment-terms")
    await begin(teller, CONTRACTOR)
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/variations")
    await teller.tell(PURCHASER, f"POST {VARIATION}/commissioner-signature")
    await teller.tell(CONTRACTOR, f"POST {VARIATION}/provider-signature")
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/payment-terms")
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/extensions")
    await teller.tell(PURCHASER, f"POST {VARIATION}/withdrawal")
    await teller.tell(CONTRACTOR, "GET /v1/agreements")
    for place in ("", "/text", "/moves", "/variations", "/payment-terms", "/payment-terms/versions"):
        await teller.tell(CONTRACTOR, f"GET {AGREEMENT}{place}")
    await teller.tell(CONTRACTOR, f"GET {VARIATION}")


async def happenings(teller: Teller) -> None:
    """What happened at the prison: classified, read twice, contested, held, put right."""
    await teller.tell(CONTROLLER, f"POST {AGREEMENT}/occurrences")
    await teller.tell(SECOND_CONTROLLER, f"POST {AGREEMENT}/occurrences/second-readings")
    await teller.tell(SECOND_CONTROLLER, f"POST {READING}/judgements")
    await teller.tell(CONTRACTOR, f"GET {READING}")
    await _contest(teller)
    await teller.tell(MANAGER, "POST /v1/contests/{contest_id}/decision")
    for place in ("", "/events"):
        await teller.tell(CONTRACTOR, f"GET {OCCURRENCE}{place}")
    await teller.tell(CONTROLLER, f"POST {AGREEMENT}/occurrences", occurred_on="2010-05-20", found_on="2010-05-20")
    await teller.tell(CONTROLLER, f"POST {OCCURRENCE}/moves")
    await teller.tell(CONTROLLER, f"POST {AGREEMENT}/occurrences", occurred_on="2010-06-02", found_on="2010-06-02")
    await teller.tell(CONTROLLER, f"POST {OCCURRENCE}/reclassifications")
    await _contest(teller)
    await teller.tell(CONTRACTOR, "POST /v1/contests/{contest_id}/withdrawal")
    for place in ("/occurrences", "/occurrences/second-readings", "/contests"):
        await teller.tell(CONTRACTOR, f"GET {AGREEMENT}{place}")
    for path in ("/v1/contests/{contest_id}", "/v1/contests", "/v1/controllers/overturned-shares"):
        await teller.tell(AUDITOR, f"GET {path}")


async def _contest(teller: Teller) -> None:
    about = {"kind": "occurrence", "id": teller.ids.get("occurrence_id")}
    await teller.tell(CONTRACTOR, f"POST {AGREEMENT}/contests", about=about)


async def money(teller: Teller) -> None:
    """What is owed for the quarter, line by line, and an invoice for a month of it."""
    teller.ids |= {"name": "RPI"}
    await teller.tell(PURCHASER, "POST /v1/indices/{name}/publications")
    await teller.tell(MANAGER, f"POST {AGREEMENT}/payment-facts")
    run = await teller.tell(MANAGER, f"POST {AGREEMENT}/settlements")
    teller.ids |= {"run": str(run.get("run")), "line_id": _first_line(run)}
    for place in ("", "/{run}", "/{run}/lines/{line_id}", "/{run}/replay"):
        await teller.tell(CONTRACTOR, f"GET {AGREEMENT}/settlements{place}")
    await teller.tell(MANAGER, f"POST {AGREEMENT}/provisions")
    await teller.tell(CONTRACTOR, f"POST {AGREEMENT}/invoices")
    await teller.tell(CONTRACTOR, f"GET {AGREEMENT}/invoices/{{invoice_id}}")
    await teller.tell(MANAGER, f"POST {AGREEMENT}/invoices/{{invoice_id}}/matches")
    for place in ("account", "payment-facts", "provisions", "invoices"):
        await teller.tell(CONTRACTOR, f"GET {AGREEMENT}/{place}")
    await teller.tell(AUDITOR, "GET /v1/indices/{name}/publications")
    for act in ("simulate", "stakes"):
        await teller.tell(CONTRACTOR, f"POST /v1/settlements/{act}")


def _first_line(run: Any) -> str:
    """The identifier of the first line of a run."""
    lines = [line for month in run.get("months", ()) for line in month.get("lines", ())] or run.get("lines", [])
    return str(next((line["line_id"] for line in lines), ""))


async def interruptions(teller: Teller) -> None:
    """A suspension, an event that caps the band, and a governor who steps in for some months."""
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/suspension")
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/resumption")
    await teller.tell(CONTROLLER, f"POST {AGREEMENT}/gateway-events")
    await teller.tell(CONTROLLER, f"POST {AGREEMENT}/gateway-events/{{gateway_event_id}}/moves")
    await teller.tell(AUDITOR, f"GET {AGREEMENT}/gateway-events")
    await teller.tell(SECRETARY, f"POST {AGREEMENT}/step-in")
    await teller.tell(SECRETARY, "POST /v1/step-ins/{step_in_id}/extension")
    await teller.tell(SECRETARY, "POST /v1/step-ins/{step_in_id}/ending")


async def endings(teller: Teller) -> None:
    """One agreement terminated, one that nobody extends and that ends, one whose offer is taken back."""
    await draw_up(teller, 1, 1, provider="KNT", commissioner="SE")
    await begin(teller, TRUSTS)
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/termination")
    await draw_up(teller, 2)
    await begin(teller, BELMARSH)
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/expiry-notice")
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/end")
    await draw_up(teller, 2)
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/offer")
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/offer-withdrawal")


async def catalogue(teller: Teller) -> None:
    """A specification from draft to archive, a benchmark, a post, a prison whose function changed."""
    teller.ids |= {"code": "RESETTLEMENT", "version": "1"}
    await teller.tell(PURCHASER, "POST /v1/specifications")
    await teller.tell(PURCHASER, "POST /v1/specifications/{code}/versions/{version}/publication")
    await teller.tell(PURCHASER, "POST /v1/specifications/{code}/versions/{version}/archival")
    await teller.tell(PURCHASER, "POST /v1/specifications/{code}/versions")
    teller.ids |= {"code": "COURT-REPORTS"}
    await teller.tell(DIRECTOR, "POST /v1/specifications/{code}/benchmarks")
    teller.ids |= {"code": "DOM-LON"}
    await teller.tell(DIRECTOR, "POST /v1/posts/{code}/holdings")
    await teller.tell(DIRECTOR, "POST /v1/posts/{code}/holdings/{holding_id}/correction")
    await teller.tell(PURCHASER, "POST /v1/comparator-groups/function-changes")


async def judged_again(teller: Teller) -> None:
    """The period of the journey: moderated, rated again, and its events examined."""
    await teller.tell(MODERATOR, f"POST {PERIOD}/moderation")
    await teller.tell(MANAGER, f"POST {PERIOD}/ratings")
    sample = await teller.tell(AUDITOR, f"POST {PERIOD}/audit-samples")
    found = [{"event_id": event, "finding": "correct"} for event in sample.get("event_ids", [])[:1]]
    await teller.tell(AUDITOR, f"POST {SAMPLE}/findings", findings=found)
    for path in (f"{PERIOD}/audit-samples", SAMPLE):
        await teller.tell(AUDITOR, f"GET {path}")


async def returned(teller: Teller) -> None:
    """Returns and a target of the last months: their years are still open, those that the document shows are closed."""
    begun = today().replace(year=today().year - 1, month=4, day=1)
    months = [f"{begun.year}-04", f"{begun.year}-05"]
    teller.ids |= {"measure_code": "arrival_at_court_on_time", "period": months[0]}
    await draw_up(teller, 2, starts_on=str(begun), ends_on=f"{begun.year + 2}-03-31")
    await begin(teller, BELMARSH)
    lasting = {"valid_from": f"{begun.year + 1}-04-01", "valid_to": f"{begun.year + 2}-03-31", "set_by": "HSE"}
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/targets", **lasting, reason="Agreed at the review of the first year")
    await teller.tell(BELMARSH, f"GET {AGREEMENT}/targets")
    await teller.tell(BELMARSH, f"POST {AGREEMENT}/returns/{{measure_code}}/{{period}}")
    row = {"measure_code": "arrival_at_court_on_time", "period": months[1], "numerator": "412", "denominator": "480"}
    await teller.tell(BELMARSH, f"POST {AGREEMENT}/returns", returns=[row])
    for place in ("returns", "returns/{measure_code}/{period}", "return-burden"):
        await teller.tell(BELMARSH, f"GET {AGREEMENT}/{place}")
    await teller.tell(MANAGER, "POST /v1/returns/overdue")
