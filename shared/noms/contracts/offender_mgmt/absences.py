"""Going out of an establishment for a while, to court or on temporary release, and coming back."""

from pydantic import ConfigDict, Field

from noms.contracts.offender_mgmt.whereabouts import AbsenceReason
from noms.contracts.wire import Code, Day, Wire


class Absence(Wire):
    """A person went out of the establishment that goes on holding them."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"establishment_code": "RHI", "left_on": "2010-09-06", "reason_code": "CRT"}]}
    )

    establishment_code: Code = Field(description="The establishment that was left. The person must be in it, and inside.")
    left_on: Day
    reason_code: AbsenceReason


class Return(Wire):
    """A person came back to the establishment that they were absent from."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"establishment_code": "RHI", "returned_on": "2010-09-06"}]})

    establishment_code: Code = Field(description="The establishment that they had left; another one is a reception (TRNCRT).")
    returned_on: Day
