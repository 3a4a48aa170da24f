"""Prometheus metrics, and the page that serves them."""

from fastapi import FastAPI, Response
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest

REQUEST_SECONDS = Histogram("noms_request_seconds", "Time to answer a request.", ["service", "method", "route", "status"])
FEED_POSITION = Gauge(
    "noms_feed_position", "Sequence of the last event of a peer's feed that took effect here.", ["service", "feed"]
)
POISON_EVENTS = Counter(
    "noms_poison_events", "Events that could not be applied and were put aside: look at poison_event.", ["service", "feed"]
)
FEED_ERRORS = Counter("noms_feed_errors", "Failed attempts to read a peer's feed.", ["service", "feed"])
AUDIT_SEALED = Gauge("noms_audit_sealed_sequence", "Sequence of the last audit entry in the sealed chain.", ["service"])


def install_metrics(app: FastAPI) -> None:
    """Serve the metrics of this process in the text form of Prometheus."""

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
