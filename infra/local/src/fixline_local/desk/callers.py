"""Who may call a service, and what for: the settings `TICKETS_CALLERS` and `FILES_CALLERS`."""

import pkgutil
from hashlib import sha256


def declared_scopes(service: str) -> list[str]:
    """Return every scope that a token can have at a service, as the service itself declares them."""
    # By name: this package knows no service, and what this one imports is no more than a table.
    scopes: frozenset[str] = pkgutil.resolve_name(f"{service}_service.adapters.inbound.grpc.methods:SCOPES")
    return sorted(scopes)


def caller(token: str, scopes: list[str]) -> dict[str, object]:
    return {"token_sha256": sha256(token.encode()).hexdigest(), "scopes": scopes}
