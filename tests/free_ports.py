"""A port for a server that starts a moment later: below those the system hands out by itself, so nobody takes it meanwhile."""

import random
import socket

_FIRST, _LAST = 20_000, 32_000  # Linux gives outgoing connections 32768 and more
_CHANCE = random.SystemRandom()


def free_port() -> int:
    while True:
        port = _CHANCE.randrange(_FIRST, _LAST)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
