"""The examples of the case record, told to a running service in the order in which the tests tell them, and read again."""

from contextlib import AsyncExitStack

import httpx

from architecture.documents import guarded
from architecture.requests import request_for
from contracts.story import everybody, tell_examples
from house.services import document_named
from noms.cli.places import LocalEstate
from scripts.telling import TOLD

SERVICE = "offender_mgmt"


async def the_case(estate: LocalEstate, transport: httpx.AsyncBaseTransport) -> None:
    """Send every example as somebody who may do everything, and read whatever can be read of what they left."""
    issuer, url = estate.issuer(), estate.url(SERVICE)
    async with AsyncExitStack() as open_clients:
        clients = [
            await open_clients.enter_async_context(
                httpx.AsyncClient(
                    base_url=url,
                    transport=transport,
                    timeout=TOLD,
                    headers={"Authorization": f"Bearer {issuer.token(everybody(SERVICE, name))}"},
                )
            )
            for name in ("everybody", "another")
        ]
        story = await tell_examples(SERVICE, *clients)
        for operation in guarded(document_named(SERVICE)):
            path = story.placed(operation)
            if operation.method == "get" and path:
                await clients[0].get(path, params=request_for(clients[0], operation).url.params)
        for act, answer in story.answers.items():
            if answer.is_error:
                print(f"{act}: {answer.text}")
