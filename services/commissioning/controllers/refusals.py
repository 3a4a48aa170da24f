"""Which constraints of the database stand for a refusal in the rooms about what happened and who contests it."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.contests.refusals import ContestedAlready, EndedAlready
from services.commissioning.occurrences.refusals import AlreadyRecorded
from services.commissioning.second_readings.refusals import ReadBefore

CONSTRAINTS: Mapping[str, type[Refusal]] = MappingProxyType(
    {
        "occurrence_evidence_pkey": AlreadyRecorded,
        "second_judgement_pkey": ReadBefore,
        "contest_about_key": ContestedAlready,
        "contest_end_pkey": EndedAlready,
    }
)
