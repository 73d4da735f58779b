"""What the services and the rules refuse, as sentences."""

from collections.abc import Mapping
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.commands.files.store_attachment import UnusableAttachmentError
from bot_service.application.errors import (
    BotForbiddenError,
    ForbiddenError,
    GatewayError,
    InvalidFieldsError,
    NotFoundError,
    Reason,
    RefusedError,
    StaleError,
)
from bot_service.domain.requests.faults import DraftError

REASONS: Final[Mapping[str, str]] = {
    Reason.TICKET_ALREADY_ASSIGNED: "refused-already-taken",
    Reason.ASSIGNEE_NOT_ELIGIBLE: "refused-assignee",
    Reason.MERGE_TARGET_CLOSED: "merge-closed",
    Reason.TRANSITION_NOT_ALLOWED: "refused-changed",
    Reason.TICKET_CLOSED_FOR_COMMENTS: "refused-closed-for-comments",
    Reason.TICKET_ANONYMIZED: "refused-anonymized",
    Reason.COMMENT_WITHDRAWN: "refused-withdrawn",
    Reason.ALREADY_RATED: "refused-already-rated",
    Reason.REOPEN_WINDOW_OVER: "refused-reopen-late",
    Reason.RATING_NOT_ALLOWED: "refused-changed",
    Reason.TOO_MANY_TAGS: "refused-too-many-tags",
    Reason.LINK_EXISTS: "refused-link-exists",
    Reason.LINK_CYCLE: "refused-link-cycle",
    Reason.PARENT_EXISTS: "refused-parent-exists",
    Reason.PERSON_NOT_INVITABLE: "joined-already",
    Reason.LAST_ADMIN: "refused-last-admin",
    Reason.INVITE_NOT_OPEN: "refused-invite-over",
}
KINDS: Final[Mapping[type[Exception], str]] = {
    GatewayError: "refused-other",
    StaleError: "refused-changed",
    NotFoundError: "refused-not-found",
    ForbiddenError: "refused-forbidden",
    BotForbiddenError: "refused-bot-forbidden",
    InvalidFieldsError: "refused-fields",
}


def sentence(error: Exception, texts: Texts) -> Html:
    key, variables = _said(error)
    return texts(key, **variables)


def sentence_plain(error: Exception, texts: Texts) -> str:
    key, variables = _said(error)
    return texts.plain(key, **variables)


def _said(error: Exception) -> tuple[str, dict[str, str | int]]:
    if isinstance(error, DraftError):
        return error.fault, {"limit": error.limit, "name": error.name, "minutes": error.minutes}
    if isinstance(error, UnusableAttachmentError):
        return "refused-attachment", {"name": error.attachment.file_name}
    if isinstance(error, RefusedError):
        return REASONS.get(error.reason, "refused-other"), {}
    return KINDS[type(error)], {}
