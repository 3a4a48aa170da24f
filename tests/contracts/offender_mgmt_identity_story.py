"""How the examples of merging can be told: at last, once a second record of the man was opened; the two are parted again."""

from collections.abc import Mapping, Sequence

AFRESH: Mapping[str, Sequence[str]] = {
    "POST /v1/persons/{crn}/merges/forecast": ("POST /v1/persons",),
    "POST /v1/persons/{crn}/merges": (),
    "POST /v1/merges/{merge_id}/parting": (),
}
"""What needs a second record, the second example of opening one; the merged one is asked nothing while it is merged."""
