"""Every reason for which this service refuses a call, for people to read (`docs/api/errors.md`)."""

from collections.abc import Mapping
from typing import Final

import tickets_service
from fixline_rpc.catalogue import ErrorEntry, entries, leaves
from tickets_service.adapters.inbound.grpc.errors import translate_error
from tickets_service.adapters.inbound.grpc.methods import METHODS
from tickets_service.application.errors import (
    IdempotencyKeyReusedError,
    PageTokenInvalidError,
    ResumeTokenInvalidError,
)
from tickets_service.domain.errors import DomainError, Violation
from tickets_service.domain.people.errors import ActorNotFoundError, ActorRequiredError

REMEDIES: Final[Mapping[type[Exception], str]] = {
    IdempotencyKeyReusedError: "Make a new `request_id` for each intention, and keep it for repeating that one.",
    PageTokenInvalidError: "Start again from the first page.",
    ResumeTokenInvalidError: "Resume with a token of this stream, or from the beginning with an empty one.",
    ActorNotFoundError: "Register the person first.",
    ActorRequiredError: "Name the acting user in `fixline-actor`.",
}
"""Where the status alone does not say what a caller does."""
SAMPLES: Final = {"violations": [Violation("{field}", "{description}")]}


def catalogue() -> list[ErrorEntry]:
    """Raise ValueError when an error class has no status, or does not say when it is raised."""
    answered: set[object] = {error for method in METHODS.values() for error in method.errors}
    kinds = [kind for kind in leaves(DomainError, tickets_service) if kind in answered]
    return entries(kinds, translate_error, REMEDIES, SAMPLES)
