"""A process to be supervised. It serves /ready on its port, and does what the words after the port say."""

# ruff: noqa: T201 - it speaks to the test through its output

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

IGNORING = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


def serve(port: int, *, not_ready_times: int) -> None:
    """Answer each request: so many times that we are not ready yet, then that we are."""
    listening = socket.create_server(("127.0.0.1", port))
    while True:
        connection, _ = listening.accept()
        with connection:
            connection.recv(4096)
            status = "503 Service Unavailable" if not_ready_times > 0 else "200 OK"
            not_ready_times -= 1
            connection.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            if "die_when_ready" in sys.argv and not_ready_times < 0:
                print("the floor gave way", flush=True)
                os._exit(7)


if __name__ == "__main__":
    port = int(sys.argv[1])
    print("begun in", Path.cwd(), "as", os.environ.get("ROLE"), flush=True)
    if "ignore_term" in sys.argv:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if "grandchild" in sys.argv:
        print("grandchild", subprocess.Popen([sys.executable, "-c", IGNORING]).pid, flush=True)
    if "die" in sys.argv:
        sys.exit("cannot go on: no paper")
    if port == 0:
        time.sleep(60)
    serve(port, not_ready_times=2 if "late" in sys.argv else 0)
