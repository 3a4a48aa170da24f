"""A user of the server as a process of its own: starts or joins it, says who it is, and stays until its input ends."""

# ruff: noqa: T201 - it speaks to the test through its output

import json
import os
import signal
import sys
from pathlib import Path

from noms.chassis.embedded.refusal import ServerRefused
from noms.chassis.embedded.server import EmbeddedServer
from noms.chassis.embedded.settings import Programs, ServerSettings

REFUSED = 3

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell began in the background would ignore it
    server = EmbeddedServer(ServerSettings(Path(sys.argv[1]), Programs(sys.argv[2]), durable=False))
    try:
        server.start()
    except ServerRefused as refused:
        print(json.dumps({"refused": refused.message}), flush=True)
        sys.exit(REFUSED)
    at = server.listening
    print(json.dumps({"pid": os.getpid(), "server": at.pid, "sockets": str(at.socket_folder), "port": at.port}), flush=True)
    sys.stdin.read()
    server.stop()
