"""The names of span attributes, and pseudonyms for people.

Names follow OpenTelemetry's semantic conventions where they have one; where those are stable, they come from there.
"""

import hmac
from functools import lru_cache
from typing import Final

from opentelemetry.semconv.attributes import (
    db_attributes,
    error_attributes,
    exception_attributes,
    http_attributes,
    server_attributes,
)

RPC_SYSTEM: Final = "rpc.system.name"
GRPC: Final = "grpc"
RPC_METHOD: Final = "rpc.method"
RPC_METHOD_ORIGINAL: Final = "rpc.method_original"
RPC_STATUS: Final = "rpc.response.status_code"
ERROR_TYPE: Final = error_attributes.ERROR_TYPE
SERVER_ADDRESS: Final = server_attributes.SERVER_ADDRESS
SERVER_PORT: Final = server_attributes.SERVER_PORT

EXCEPTION_TYPE: Final = exception_attributes.EXCEPTION_TYPE
EXCEPTION_STACKTRACE: Final = exception_attributes.EXCEPTION_STACKTRACE

HTTP_REQUEST_METHOD: Final = http_attributes.HTTP_REQUEST_METHOD
HTTP_RESPONSE_STATUS_CODE: Final = http_attributes.HTTP_RESPONSE_STATUS_CODE
HTTP_ROUTE: Final = http_attributes.HTTP_ROUTE
URL_TEMPLATE: Final = "url.template"

DB_SYSTEM_NAME: Final = db_attributes.DB_SYSTEM_NAME
DB_NAMESPACE: Final = db_attributes.DB_NAMESPACE
DB_OPERATION_NAME: Final = db_attributes.DB_OPERATION_NAME
DB_OPERATION_BATCH_SIZE: Final = db_attributes.DB_OPERATION_BATCH_SIZE
DB_QUERY_SUMMARY: Final = db_attributes.DB_QUERY_SUMMARY
DB_QUERY_TEXT: Final = db_attributes.DB_QUERY_TEXT
DB_RESPONSE_STATUS_CODE: Final = db_attributes.DB_RESPONSE_STATUS_CODE

MESSAGING_SYSTEM: Final = "messaging.system"
MESSAGING_DESTINATION_NAME: Final = "messaging.destination.name"
MESSAGING_OPERATION_NAME: Final = "messaging.operation.name"
MESSAGING_OPERATION_TYPE: Final = "messaging.operation.type"
MESSAGING_MESSAGE_ID: Final = "messaging.message.id"

PERSON: Final = "enduser.pseudo.id"
"""Who acts, or who is told: the pseudonym of their name, `users/{user}`, as in the logs' `actor`."""
CHAT_PSEUDONYM: Final = "fixline.chat.pseudonym"
TICKET: Final = "fixline.ticket"
"""The number of the ticket that it is about."""
REQUEST_ID: Final = "fixline.request_id"
CALLER: Final = "fixline.caller"
STREAMING: Final = "fixline.streaming"
"""Set where a call lasts as long as it has something to carry: its time says nothing."""
EVENT_TYPE: Final = "fixline.event.type"
ATTEMPT: Final = "fixline.attempt"
OUTCOME: Final = "fixline.outcome"
TELEGRAM_UPDATE_ID: Final = "telegram.update.id"
TELEGRAM_UPDATE_TYPE: Final = "telegram.update.type"
TELEGRAM_UPDATE_SUMMARY: Final = "telegram.update.summary"
TELEGRAM_METHOD: Final = "telegram.method"

UNKEYED: Final = "unkeyed"


class _Key:
    """The key of this process; a process that has not started telemetry exports nothing."""

    value: bytes = b"local"


def use_pseudonym_key(key: str, *, environment: str) -> bool:
    """Key the pseudonyms; return False when a deployment has none and people stay indistinguishable."""
    _Key.value = key.encode() or (b"local" if environment == "local" else b"")
    _derived.cache_clear()
    return bool(_Key.value)


def pseudonym(value: str | int) -> str:
    """Return 16 hex digits that stand for a person or a chat, the same in every process with the same key.

    Ids are few enough to try them all, so without a key nothing is derived: `unkeyed`.
    """
    return _derived(str(value)) if _Key.value else UNKEYED


def actor(name: str) -> str:
    """Return what stands for whoever acts: a person's pseudonym (`users/7`), a service's or the system's own name."""
    return pseudonym(name) if is_person(name) else name


def is_person(name: str) -> bool:
    """Say whether an actor's name is a person's, and no service's or the system's."""
    return name.startswith("users/")


@lru_cache(maxsize=4096)
def _derived(value: str) -> str:
    """The same few people act again and again, and each is named several times for one call."""
    return hmac.digest(_Key.value, value.encode(), "sha256").hex()[:16]
