"""Who is on the provider's side, whatever role their token holds."""

import re
from collections.abc import Iterable
from typing import Protocol

from noms.contracts.commissioning.texts import PartyRole
from noms.reference.private_prisons import private_prison_contracts


class PartyTo(Protocol):
    """Who is party to an agreement, and in which role."""

    @property
    def organisation(self) -> str: ...
    @property
    def role(self) -> str: ...


def delivers(organisation: str, provider: str, parties: Iterable[PartyTo] = ()) -> bool:
    """Whether the organisation is the provider, one of its partners, or whoever runs the prison.

    Source: Criminal Justice Act 1991 s.85 (the controller is a Crown servant). House rule: 0154.
    """
    operators = (re.findall(r"\w+", contract.operator.upper()) for contract in private_prison_contracts(provider))
    partners = {party.organisation for party in parties if party.role != PartyRole.COMMISSIONER}
    return organisation.upper() in {provider, *partners, *(word for words in operators for word in words)}
