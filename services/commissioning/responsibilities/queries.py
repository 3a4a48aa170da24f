"""Who purchased from a prison or area, and every period in which that is in doubt, from the reference lists."""

from datetime import date

from noms.chassis.identity.caller import EVERYTHING, Caller, audience
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.responsibilities import FindingView, ResponsibleCommissionerView
from noms.reference.establishments import establishment, load_establishments
from noms.reference.faults import UnknownCode
from noms.reference.private_prisons import private_prison_contracts
from noms.reference.probation_areas import probation_areas_with_code
from noms.reference.regions import load_regional_posts, load_regions, load_responsibilities
from services.commissioning.responsibilities import rules


def prison_on(code: str, day: date) -> rules.Provider:
    """The prison with the code as it stood on the day.

    Raises:
        NotFound: the list has no such prison.

    """
    try:
        return rules.prison_on(establishment(code), private_prison_contracts(code), day)
    except UnknownCode as unknown:
        raise NotFound(str(unknown)) from unknown


def area_on(code: str, day: date) -> rules.Provider:
    """The board or trust with the code as it stood on the day.

    Raises:
        NotFound: no body has ever had the code.

    """
    try:
        return rules.area_on(probation_areas_with_code(code), day)
    except UnknownCode as unknown:
        raise NotFound(str(unknown)) from unknown


def provider_on(code: str, day: date) -> rules.Provider:
    """The prison or probation body with the code: the two lists share no code.

    Raises:
        NotFound: neither list has it.

    """
    try:
        return prison_on(code, day)
    except NotFound:
        return area_on(code, day)


def answer_for(provider: rules.Provider, day: date) -> rules.Answer:
    """Who purchased from the provider on the day."""
    return rules.responsible_commissioner(provider, load_responsibilities(), day)


def acts_for_office(caller: Caller, office: str) -> bool:
    """Whether the caller reaches the office itself: a region or the High Security Estate; for the agency only its own people."""
    national = office == rules.NATIONAL_OFFICE
    own = audience(**{"organisations" if national else "regions": [office]})
    return caller.reaches(set(own) - {EVERYTHING}) and (caller.organisation == office or not national)


def responsible_commissioner(provider: rules.Provider, day: date) -> ResponsibleCommissionerView:
    """Who purchased from the provider on the day, with everything that the answer rests on."""
    answer = answer_for(provider, day)
    row = answer.row
    post = rules.post_on(load_regional_posts(), provider.region_code, day)
    return ResponsibleCommissionerView(
        provider=provider.code,
        provider_name=provider.name,
        on=day,
        service_class=provider.service_class,
        region_code=provider.region_code,
        geographic_region_code=provider.geographic_region_code,
        standing=answer.standing,
        commissioner=row.commissioner if row and answer.office else None,
        commissioning_office=answer.office,
        regional_post=post.post_name if post else None,
        instrument=row.instrument.value if row and answer.office else None,
        line_management=row.line_management if row else None,
        purchaser_is_line_manager=answer.purchaser_is_line_manager,
        certainty=row.certainty if row else None,
        dates_estimated=answer.dates_estimated,
        valid_from=row.valid_from if row else None,
        valid_to=row.valid_to if row else None,
        source=row.source if row else None,
        in_words=answer.in_words,
    )


def findings() -> list[FindingView]:
    """Every period in which the purchaser of a kind of provider is undetermined, missing, or named twice."""
    found = rules.findings(load_responsibilities(), [region.code for region in load_regions()], load_establishments())
    return [
        FindingView(
            kind=finding.kind,
            service_class=finding.service_class,
            regions=list(finding.regions),
            from_day=finding.from_day,
            to_day=finding.to_day,
            in_words=finding.in_words,
            sources=list(finding.sources),
        )
        for finding in found
    ]
