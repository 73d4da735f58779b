"""Refusals that concern what tickets have to do with each other."""

from tickets_service.domain.errors import NotFoundError, RuleViolationError
from tickets_service.domain.links.link import LONGEST_CHAIN, Link
from tickets_service.domain.state import State


class LinkNotFoundError(NotFoundError):
    """No such link of that ticket."""

    reason = "LINK_NOT_FOUND"

    def __init__(self, ticket: int, link: int) -> None:
        name = f"tickets/{ticket}/links/{link}"
        super().__init__(f"{name} not found", link=name)


class LinkRefusedError(RuleViolationError):
    """The two tickets cannot be linked so."""

    def __init__(self, link: Link, why: str) -> None:
        super().__init__(
            f"tickets/{link.source_id} {link.kind} tickets/{link.target_id}: {why}",
            source=f"tickets/{link.source_id}",
            target=f"tickets/{link.target_id}",
            kind=link.kind,
        )


class LinkExistsError(LinkRefusedError):
    """The two tickets are linked so already, in this or the other direction."""

    reason = "LINK_EXISTS"

    def __init__(self, link: Link) -> None:
        super().__init__(link, "they are linked so already")


class LinkCycleError(LinkRefusedError):
    """The links of that kind would lead back to where they begin."""

    reason = "LINK_CYCLE"

    def __init__(self, link: Link) -> None:
        super().__init__(link, "the links would form a circle")


class LinkChainTooLongError(LinkRefusedError):
    """That there is no circle cannot be told without following more links than are followed."""

    reason = "LINK_CHAIN_TOO_LONG"

    def __init__(self, link: Link) -> None:
        super().__init__(link, f"more than {LONGEST_CHAIN} links follow")


class ParentExistsError(LinkRefusedError):
    """A ticket is a part of one other at most."""

    reason = "PARENT_EXISTS"

    def __init__(self, link: Link) -> None:
        super().__init__(link, f"tickets/{link.target_id} has a parent")


class LinkOfMergeError(LinkRefusedError):
    """What was merged stays merged."""

    reason = "LINK_OF_MERGE"

    def __init__(self, link: Link) -> None:
        super().__init__(link, "merging made this link, and it stays")


class FollowUpNotAllowedError(RuleViolationError):
    """What is not over needs no ticket that goes on with it."""

    reason = "FOLLOW_UP_NOT_ALLOWED"

    def __init__(self, ticket: int, state: State) -> None:
        super().__init__(f"tickets/{ticket} is {state} and not over", ticket=f"tickets/{ticket}", state=state)


class MergeTargetClosedError(RuleViolationError):
    """Nothing goes on in what is over; for a duplicate, the ticket that goes on for it is told."""

    reason = "MERGE_TARGET_CLOSED"

    def __init__(self, target: int, state: State, duplicate_of: int | None) -> None:
        more = {} if duplicate_of is None else {"duplicate_of": f"tickets/{duplicate_of}"}
        super().__init__(
            f"tickets/{target} is {state} and nothing is merged into it",
            target=f"tickets/{target}",
            state=state,
            **more,
        )
