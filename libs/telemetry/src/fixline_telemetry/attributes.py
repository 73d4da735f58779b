"""The names of span attributes, and pseudonyms for people.

Names follow OpenTelemetry's semantic conventions where they have one.
"""

import hashlib
import hmac
from typing import Final

RPC_SYSTEM_NAME: Final = "rpc.system.name"
RPC_METHOD: Final = "rpc.method"
RPC_RESPONSE_STATUS_CODE: Final = "rpc.response.status_code"
ERROR_TYPE: Final = "error.type"
SERVER_ADDRESS: Final = "server.address"
SERVER_PORT: Final = "server.port"

HTTP_REQUEST_METHOD: Final = "http.request.method"
HTTP_RESPONSE_STATUS_CODE: Final = "http.response.status_code"
HTTP_ROUTE: Final = "http.route"
URL_TEMPLATE: Final = "url.template"

DB_SYSTEM_NAME: Final = "db.system.name"
DB_NAMESPACE: Final = "db.namespace"
DB_OPERATION_NAME: Final = "db.operation.name"
DB_OPERATION_BATCH_SIZE: Final = "db.operation.batch.size"
DB_QUERY_SUMMARY: Final = "db.query.summary"
DB_QUERY_TEXT: Final = "db.query.text"
DB_RESPONSE_STATUS_CODE: Final = "db.response.status_code"

MESSAGING_SYSTEM: Final = "messaging.system"
MESSAGING_DESTINATION_NAME: Final = "messaging.destination.name"
MESSAGING_OPERATION_NAME: Final = "messaging.operation.name"
MESSAGING_OPERATION_TYPE: Final = "messaging.operation.type"
MESSAGING_MESSAGE_ID: Final = "messaging.message.id"

USER_PSEUDONYM: Final = "fixline.user.pseudonym"
CHAT_PSEUDONYM: Final = "fixline.chat.pseudonym"
CALLER: Final = "fixline.caller"
ACTOR_PSEUDONYM: Final = "fixline.actor.pseudonym"
REQUEST_ID: Final = "fixline.request.id"
TICKET_NAME: Final = "fixline.ticket.name"
FILE_NAME: Final = "fixline.file.name"
FILE_SIZE: Final = "fixline.file.size"
EVENT_TYPE: Final = "fixline.event.type"
ATTEMPT: Final = "fixline.attempt"
OUTCOME: Final = "fixline.outcome"
TELEGRAM_UPDATE_ID: Final = "telegram.update.id"
TELEGRAM_UPDATE_TYPE: Final = "telegram.update.type"
TELEGRAM_METHOD: Final = "telegram.method"

UNKEYED: Final = "unkeyed"


class _Key:
    """The key of this process; a process that has not started telemetry exports nothing."""

    value: bytes = b"local"


def use_pseudonym_key(key: str, *, environment: str) -> bool:
    """Key the pseudonyms; return False when a deployment has none and people stay indistinguishable."""
    _Key.value = key.encode() or (b"local" if environment == "local" else b"")
    return bool(_Key.value)


def pseudonym(value: str | int) -> str:
    """Return 16 hex digits that stand for a person or a chat, the same in every process with the same key.

    Ids are few enough to try them all, so without a key nothing is derived: `unkeyed`.
    """
    if not _Key.value:
        return UNKEYED
    return hmac.new(_Key.value, str(value).encode(), hashlib.sha256).hexdigest()[:16]
