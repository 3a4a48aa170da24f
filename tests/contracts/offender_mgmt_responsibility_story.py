"""How the examples of responsibility, transfers and workloads are told where it is not the order of the document."""

from collections.abc import Mapping, Sequence

ALLOCATE = "POST /v1/persons/{crn}/allocations"
ASK = "POST /v1/persons/{crn}/transfers"

AFRESH: Mapping[str, Sequence[str]] = {
    "POST /v1/persons/{crn}/allocations/{allocation_id}/endings": (ALLOCATE,),
    "POST /v1/officers/{officer_code}/reallocations": (),
    "POST /v1/transfers/{transfer_id}/rejection": (),
    "POST /v1/transfers/{transfer_id}/withdrawal": (ASK,),
    "POST /v1/transfers/{transfer_id}/acceptance": (ASK,),
}
"""A key worker, the second example, ends without a successor; a transfer is answered once; an acceptance gives the case away, last."""
