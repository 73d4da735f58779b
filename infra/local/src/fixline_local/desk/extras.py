"""What a desk has only when it is asked for."""

from collections.abc import Mapping
from typing import Final

METRICS: Final = "METRICS"
ERRORS: Final = "ERRORS"
PORTS: Final = {
    METRICS: frozenset({"dashboards", "prometheus", "alertmanager"}),
    ERRORS: frozenset({"errors"}),
}
"""The variable that asks for it, by `1`, and the names of the ports that it takes."""
NO: Final = frozenset({"", "0"})


def wanted(environment: Mapping[str, str], extra: str) -> bool:
    return environment.get(extra, "") not in NO


def idle_ports(environment: Mapping[str, str]) -> frozenset[str]:
    """Return the names of the ports on which nothing listens this time."""
    return frozenset[str]().union(
        *(ports for extra, ports in PORTS.items() if not wanted(environment, extra))
    )


def faults_of_extras(environment: Mapping[str, str]) -> list[str]:
    faults = [
        f"{extra} must be 1 or 0, not {environment[extra]!r}"
        for extra in PORTS
        if environment.get(extra, "") not in NO | {"1"}
    ]
    if wanted(environment, ERRORS) and environment.get("SENTRY_DSN"):
        faults.append(f"SENTRY_DSN and {ERRORS} both say where crash reports go: leave one out")
    return faults
