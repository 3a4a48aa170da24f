"""How the examples of sentences, licences and ends can be told: a licence is varied once it is active, and ends come last."""

from collections.abc import Mapping, Sequence

MOVES = "POST /v1/licences/{licence_id}/moves"

AFRESH: Mapping[str, Sequence[str]] = {
    "POST /v1/licences/{licence_id}/variations": (MOVES, MOVES),
    "POST /v1/requirements/{requirement_id}/end": (),
    "POST /v1/custodial-sentences/{sentence_id}/end": (),
    "POST /v1/orders/{order_id}/end": (),
}
"""The moves told once more approve the licence and make it active; what has ended is asked nothing further."""
