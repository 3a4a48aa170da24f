"""A small web application: it answers who it is, and writes to its log when it ended in order."""

# ruff: noqa: T201 - it speaks to the test through its log

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI


@asynccontextmanager
async def _life(_: FastAPI) -> AsyncIterator[None]:
    yield
    print("ended in order", flush=True)


def application() -> FastAPI:
    """The application that the tests serve."""
    served = FastAPI(lifespan=_life)

    @served.get("/ready")
    def ready() -> dict[str, str]:
        return {"role": os.environ["ROLE"], "variables": str(len(os.environ)), "directory": str(Path.cwd())}

    return served
