"""端口 — whether an address is free. Two servers can share a taken port without a word, so we look first."""

import socket

from jiaxin.domain.errors import Refused

HOST = "127.0.0.1"


def need(ports: dict[str, int]) -> None:
    """Raises Refused naming the first port that somebody else answers on or holds. `ports`: what for → which."""
    for what, port in ports.items():
        if taken(port):
            raise Refused("port.taken", f"端口 {port}（{what}）已被占用", "请先停止占用它的程序，或换一个：--port 8100")


def taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        if probe.connect_ex((HOST, port)) == 0:
            return True
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # the last run's closed connections do not count
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False
