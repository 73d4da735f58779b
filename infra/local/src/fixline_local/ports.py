"""TCP ports on loopback."""

import socket
from random import SystemRandom
from typing import Final

OURS: Final = range(20_000, 32_768)
"""Below those that Linux hands out: anybody's connection would take the port of a process that is just restarting."""


def free_ports(count: int) -> list[int]:
    """Return `count` different ports that nobody listens on at the moment, and that the kernel gives to nobody."""
    free = filter(is_free, SystemRandom().sample(OURS, len(OURS)))
    return [next(free) for _ in range(count)]


def is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
