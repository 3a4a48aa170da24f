"""The register of organisations, from the reference lists."""

from collections import Counter
from datetime import date

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.register import (
    IdentifierView,
    KindCount,
    LineageStep,
    LineageView,
    OrganisationList,
    OrganisationView,
    ParentView,
)
from noms.reference.existence import Existence, Organisation
from noms.reference.faults import UnknownCode
from noms.reference.lineage import Step, predecessors, successors
from noms.reference.links import links_of
from noms.reference.organisations import OrganisationKind
from noms.reference.reading import Mark
from noms.reference.register import load_organisations, organisation
from noms.reference.successions import Link
from services.commissioning.register import rules


def organisations(on: date | None, kind: OrganisationKind | None, identifier: str | None) -> OrganisationList:
    """The organisations that were or may have been in being on the day, or all; of one kind, or with one identifier."""
    listed = [
        known
        for known in load_organisations()
        if kind in (None, known.kind)
        and (identifier is None or identifier in {given.identifier for given in known.identifiers})
        and (on is None or known.existence_on(on) is not Existence.NOT_IN_BEING)
    ]
    certain = Counter(known.kind for known in listed if on is None or known.existence_on(on) is Existence.IN_BEING)
    return OrganisationList(
        on=on,
        counts=[KindCount(kind=each, organisations=certain[each]) for each in OrganisationKind if certain[each]],
        data=[organisation_view(known, on) for known in listed],
    )


def organisation_with(organisation_id: str) -> Organisation:
    """The organisation with the id.

    Raises:
        NotFound: the register has none.

    """
    try:
        return organisation(organisation_id)
    except UnknownCode as unknown:
        raise NotFound(str(unknown)) from unknown


def organisation_view(known: Organisation, on: date | None) -> OrganisationView:
    """An organisation as readers see it, with what it hung on that day, or ever."""
    return OrganisationView(
        id=known.id,
        scheme=known.identifiers[0].scheme,
        identifier=known.identifiers[0].identifier,
        kind=known.kind,
        roles=rules.roles_of(known),
        name=known.name,
        region_code=known.region_code,
        valid_from=known.valid_from,
        valid_to=known.valid_to,
        dates_estimated=Mark.ESTIMATE in known.marks,
        general_knowledge=Mark.KNOWN in known.marks,
        existence=known.existence_on(on) if on else None,
        identifiers=[IdentifierView.model_validate(given) for given in known.identifiers],
        parents=[_parent(link) for link in links_of(known.id) if on is None or link.in_force_on(on)],
        source=known.source,
    )


def _parent(link: Link) -> ParentView:
    return ParentView(
        id=link.parent,
        name=organisation(link.parent).name,
        relation=link.relation,
        valid_from=link.valid_from,
        valid_to=link.valid_to,
        dates_estimated=Mark.ESTIMATE in link.marks,
        source=link.source,
    )


def lineage(known: Organisation) -> LineageView:
    """Everybody who came before and after an organisation."""
    return LineageView(
        id=known.id,
        name=known.name,
        kind=known.kind,
        predecessors=[_step(step) for step in predecessors(known.id)],
        successors=[_step(step) for step in successors(known.id)],
    )


def _step(step: Step) -> LineageStep:
    other = organisation(step.organisation_id)
    return LineageStep(
        id=other.id,
        name=other.name,
        kind=other.kind,
        distance=step.distance,
        predecessor=step.by.predecessor,
        successor=step.by.successor,
        happened=str(step.by.happened) if step.by.happened else None,
        dates_estimated=Mark.ESTIMATE in step.by.marks,
        source=step.by.source,
    )
