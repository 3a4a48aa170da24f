"""Offence codes and groups, as the predictors take them."""

from noms.chassis.refusals import Invalid, NotFound
from noms.contracts.offender_mgmt.predictor_views import OffenceGroupView
from noms.contracts.offender_mgmt.predictors import Ogrs3Asked
from noms.contracts.problems import FieldError
from noms.reference.faults import UnknownCode
from noms.reference.offence_codes import OffenceCodeState, offence_code
from noms.reference.offence_groups import OffenceGroup, offence_group
from services.offender_mgmt.predictors.refusals import NeedsExactOffence, NoOffenceGroup

_WITHOUT_GROUP = {
    OffenceCodeState.NEEDS_EXACT_OFFENCE: NeedsExactOffence,
    OffenceCodeState.NO_GROUP: NoOffenceGroup,
}


def group_of(code: str) -> OffenceGroup:
    """The group of a Home Office offence code.

    Raises:
        UnknownCode: the list has no such class.
        NeedsExactOffence: the code only collects offences.
        NoOffenceGroup: the groups leave the offence out.

    """
    found = offence_code(code)
    if found.group is None:
        raise _WITHOUT_GROUP[found.state]
    return found.group


def group_view(code: str) -> OffenceGroupView:
    """The group of a code, as its readers see it. An unknown code is NotFound."""
    try:
        group = group_of(code)
    except UnknownCode as unknown:
        raise NotFound(str(unknown)) from unknown
    return OffenceGroupView(
        offence_code=code,
        offence_group=group.code,
        letters=group.letters,
        name=group.name,
        ogrs3_weight=float(group.ogrs3_weight),
        violent=group.violent,
        sexual=group.sexual,
        source=offence_code(code).source,
    )


def group_asked_for(asked: Ogrs3Asked) -> OffenceGroup:
    """The group that the request names, by itself or by an offence code.

    Raises:
        Invalid: nothing has that code.

    """
    pointer = "/offence_code" if asked.offence_code else "/offence_group"
    try:
        return group_of(asked.offence_code) if asked.offence_code else offence_group(asked.offence_group or "")
    except UnknownCode as unknown:
        raise Invalid(errors=[FieldError(pointer=pointer, code="unknown_code", message=str(unknown))]) from unknown
