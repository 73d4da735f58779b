"""Where the parts of the desk listen, all on loopback."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from fixline_local.ports import free_ports, is_free


class PortTakenError(Exception):
    """One or more ports are in use; the text says which, and how to choose others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replica:
    """Where one more process of a service listens, besides the first."""

    grpc: int
    admin: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """A port per part; `PORT_CHAT=8090` in the environment or in `.env` moves the chat page, and so on."""

    chat: int = 8080
    traces: int = 8081
    webhook: int = 8082
    tickets_grpc: int = 50051
    files_grpc: int = 50052
    bot_admin: int = 9100
    tickets_admin: int = 9101
    files_admin: int = 9102
    otlp: int = 4317
    postgres: int = 54320
    valkey: int = 63790
    supervisor: int = 9180
    staff: int = 9181

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Addresses":
        """Return the defaults with what the environment overrides; raise `ValueError` for a port that is none."""
        given: dict[str, int] = {}
        for each in fields(cls):
            variable = f"PORT_{each.name.upper()}"
            text = environment.get(variable)
            if text is None:
                continue
            if not text.isdecimal() or int(text) not in range(1, 65536):
                raise ValueError(f"{variable} must be a port from 1 to 65535, not {text!r}")
            given[each.name] = int(text)
        return cls(**given)

    @classmethod
    def free(cls) -> "Addresses":
        names = [each.name for each in fields(cls)]
        return cls(**dict(zip(names, free_ports(len(names)), strict=True)))

    def require_free(self) -> None:
        """Raise `PortTakenError` that names every port somebody else listens on."""
        taken = [
            f"  - port {port} ({each.name.replace('_', ' ')}): set PORT_{each.name.upper()} to another one"
            for each in fields(self)
            if not is_free(port := getattr(self, each.name))
        ]
        if taken:
            raise PortTakenError("\n".join(["Other programs already listen here:", *taken]))
