"""Refusals that concern locations."""

from tickets_service.domain.errors import (
    AlreadyExistsError,
    ConflictError,
    NotFoundError,
    RuleViolationError,
)


class LocationNotFoundError(NotFoundError):
    """There is no location with that code."""

    reason = "LOCATION_NOT_FOUND"

    def __init__(self, code: str) -> None:
        super().__init__(f"locations/{code} not found", location=f"locations/{code}")


class LocationStaleError(ConflictError):
    """The location changed after the `etag` that the call carries."""

    reason = "LOCATION_STALE"

    def __init__(self, code: str) -> None:
        super().__init__(f"locations/{code} changed since it was read", location=f"locations/{code}")


class LocationCodeTakenError(AlreadyExistsError):
    """Another location has the code; codes are never given twice, not even after archiving."""

    reason = "LOCATION_CODE_TAKEN"

    def __init__(self, code: str) -> None:
        super().__init__(f"there is a locations/{code} already", location=f"locations/{code}")


class LocationMisplacedError(RuleViolationError):
    """The parent is not larger: site, building, floor, room is the order."""

    reason = "LOCATION_MISPLACED"

    def __init__(self, code: str, kind: str, parent: str, parent_kind: str) -> None:
        super().__init__(
            f"locations/{code} is a {kind} and does not fit into locations/{parent}, a {parent_kind}",
            location=f"locations/{code}",
            kind=kind,
            parent=f"locations/{parent}",
            parent_kind=parent_kind,
        )


class LocationArchivedError(RuleViolationError):
    """It, or a place around it, is no longer in use. `field`: where the request names it."""

    reason = "LOCATION_ARCHIVED"

    def __init__(self, code: str, field: str) -> None:
        super().__init__(f"{field}: locations/{code} is archived", location=f"locations/{code}", field=field)
