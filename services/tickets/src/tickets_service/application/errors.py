"""Refusals of the application itself: tokens, repeated keys, a store that cannot answer."""

from typing import Final

from tickets_service.domain.errors import DomainError, InvalidError, Violation

RETRY_AFTER_SECONDS: Final = 1.0


class IdempotencyKeyReusedError(InvalidError):
    """The caller used this `request_id` before, for something else."""

    reason = "IDEMPOTENCY_KEY_REUSED"

    def __init__(self) -> None:
        message = "was used before with another request"
        super().__init__(f"request_id {message}", [Violation("request_id", message)])


class PageTokenInvalidError(InvalidError):
    """Not a token of this list, or one of another filter."""

    reason = "PAGE_TOKEN_INVALID"

    def __init__(self) -> None:
        message = "is not a token of this list with this filter"
        super().__init__(f"page_token {message}", [Violation("page_token", message)])


class ResumeTokenInvalidError(InvalidError):
    """Not a token of this stream, or one that its store never gave out."""

    reason = "RESUME_TOKEN_INVALID"

    def __init__(self) -> None:
        message = "is not a token of this stream"
        super().__init__(f"resume_token {message}", [Violation("resume_token", message)])


class StoreError(DomainError):
    """The store could not do it now; repeating the call is safe and may help."""

    retry_after_seconds: float = RETRY_AFTER_SECONDS


class StoreUnavailableError(StoreError):
    """The store cannot be reached, or gave up waiting for a lock."""

    reason = "STORE_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__("the ticket store does not answer")


class StoreOverloadedError(StoreError):
    """All connections to the store are busy."""

    reason = "STORE_OVERLOADED"

    def __init__(self) -> None:
        super().__init__("the ticket store is busy")
