"""Where the parts of the desk listen, all on loopback."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from fixline_local.desk.extras import idle_ports
from fixline_local.ports import free_ports, is_free

KEPT: Final = "addresses.json"
"""The file in the desk's folder that says where it listens, for commands in another terminal."""


class WrongAddressesError(ValueError):
    """One or more settings of ports are wrong; `faults` says so in a sentence each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


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
    dashboards: int = 8083
    errors: int = 8084
    prometheus: int = 9090
    alertmanager: int = 9093

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Addresses":
        """Return the defaults with what the environment overrides; raise `WrongAddressesError`."""
        given: dict[str, int] = {}
        faults: list[str] = []
        for each in fields(cls):
            variable = f"PORT_{each.name.upper()}"
            text = environment.get(variable)
            if text is None:
                continue
            if not text.isdecimal() or int(text) not in range(1, 65536):
                faults.append(f"{variable} must be a port from 1 to 65535, not {text!r}")
            else:
                given[each.name] = int(text)
        addresses = cls(**given)
        faults += addresses.shared(idle_ports(environment))
        if faults:
            raise WrongAddressesError(faults)
        return addresses

    @classmethod
    def free(cls) -> "Addresses":
        names = [each.name for each in fields(cls)]
        return cls(**dict(zip(names, free_ports(len(names)), strict=True)))

    @classmethod
    def kept_in(cls, folder: Path) -> "Addresses | None":
        """Return where the desk in the folder listens, or did last; None where no desk has been opened."""
        try:
            kept = json.loads((folder / KEPT).read_text())
        except FileNotFoundError:
            return None
        # Of another release: what it does not name is where it is by default.
        return cls(**{each.name: kept[each.name] for each in fields(cls) if each.name in kept})

    def keep(self, folder: Path) -> None:
        unfinished = folder / f"{KEPT}.new"
        unfinished.touch(mode=0o600)
        unfinished.write_text(json.dumps(asdict(self), indent=2) + "\n")
        unfinished.replace(folder / KEPT)

    def shared(self, idle: Collection[str] = ()) -> list[str]:
        """Return a sentence for each port that several parts are to listen on, without those that are `idle`."""
        users: dict[int, list[str]] = {}
        for each in fields(self):
            if each.name in idle:
                continue
            users.setdefault(getattr(self, each.name), []).append(f"PORT_{each.name.upper()}")
        return [f"{' and '.join(names)} are both {port}" for port, names in users.items() if len(names) > 1]

    def require_free(self, idle: Collection[str] = ()) -> None:
        """Raise `PortTakenError` that names every port somebody else listens on, without those that are `idle`."""
        taken = [
            f"  - port {port} ({each.name.replace('_', ' ')}): set PORT_{each.name.upper()} to another one"
            for each in fields(self)
            if each.name not in idle and not is_free(port := getattr(self, each.name))
        ]
        if taken:
            raise PortTakenError("\n".join(["Other programs already listen here:", *taken]))
