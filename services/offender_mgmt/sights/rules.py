"""The matrix of roles and fields of a registration. What reads one asks here, so that no field is shown by oversight."""

from collections.abc import Collection, Mapping

from noms.contracts.offender_mgmt.register_views import RegistrationView, Sight

FIELD_SIGHTS: Mapping[str, Sight] = {
    "registration_id": Sight.CASE,
    "crn": Sight.CASE,
    "type_code": Sight.CASE,
    "name": Sight.CASE,
    "colour": Sight.CASE,
    "warn_user": Sight.CASE,
    "starts_on": Sight.CASE,
    "removed_on": Sight.CASE,
    "establishment_code": Sight.CASE,
    "level": Sight.CASE,
    "next_review_on": Sight.CASE,
    "category": Sight.RISK,
    "trigger_offence_code": Sight.RISK,
    "officer_code": Sight.RISK,
    "notes": Sight.RISK,
    "removal_code": Sight.RISK,
    "removal_reason": Sight.RISK,
    "reviews": Sight.RISK,
    "recorded_at": Sight.CASE,
    "withheld": Sight.CASE,
}
"""Who may see which field; a restricted type is seen, as a whole, with the sight of the risk alone. House rule: 0203."""

if set(FIELD_SIGHTS) != set(RegistrationView.model_fields):
    raise TypeError("every field of a registration has its sight")


def sights(*, manages_risk: bool) -> frozenset[Sight]:
    """What somebody may see of the registrations of a case within their reach."""
    return frozenset(Sight) if manages_risk else frozenset({Sight.CASE})


def withheld(seen: Collection[Sight]) -> tuple[str, ...]:
    """The fields of a registration that are not shown to whoever sees no more than this."""
    return tuple(name for name, sight in FIELD_SIGHTS.items() if sight not in seen)
