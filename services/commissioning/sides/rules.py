"""Who is on the provider's side, whatever role their token holds."""

import re
from collections.abc import Iterable

from noms.contracts.commissioning.text_views import PartyView
from noms.contracts.commissioning.texts import PartyRole
from noms.reference.private_prisons import private_prison_contracts


def delivers(organisation: str, provider: str, parties: Iterable[PartyView] = ()) -> bool:
    """Whether the organisation is the provider, one of its partners, or whoever runs the prison.

    Source: Criminal Justice Act 1991 s.85 (the controller is a Crown servant). House rule: 0154.
    """
    operators = (re.findall(r"\w+", contract.operator.upper()) for contract in private_prison_contracts(provider))
    partners = {party.organisation for party in parties if party.role is not PartyRole.COMMISSIONER}
    return organisation.upper() in {provider, *partners, *(word for words in operators for word in words)}
