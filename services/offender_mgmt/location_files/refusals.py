"""What is refused of a location file as a whole. What is wrong with single lines stands in the report."""

from noms.chassis.refusals import Refusal
from noms.contracts.offender_mgmt.location_files import MOST_BYTES
from services.offender_mgmt.custody.refusals import CONSTRAINTS as CUSTODY_CONSTRAINTS
from services.offender_mgmt.escorts.refusals import CONSTRAINTS as ESCORT_CONSTRAINTS


class FileRefused(Refusal):
    """The file as a whole cannot be taken in: see `errors`."""

    code = "location_file_refused"
    title = "The file cannot be taken in: see errors."


class NotALocationFile(Refusal):
    """The body is neither of the two formats of a location file."""

    status = 415
    code = "not_a_location_file"
    title = "Send the file as application/x-ndjson or text/csv."


class FileTakenMeanwhile(Refusal):
    """The same file came twice at the same moment."""

    code = "file_taken_meanwhile"
    title = "The same file is being taken in at this moment: send it again to read what it changed."


PATH = "/v1/location-files"
LARGE_BODIES = {PATH: MOST_BYTES}
"""The path that takes files, and how many bytes at most."""

CONSTRAINTS = {**CUSTODY_CONSTRAINTS, **ESCORT_CONSTRAINTS, "location_file_content_hash_key": FileTakenMeanwhile}
"""What the database refuses of the ledger, of escorts and of location files."""
