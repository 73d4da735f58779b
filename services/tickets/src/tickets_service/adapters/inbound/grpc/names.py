"""Resource names, in and out."""

import re
from collections.abc import Sequence
from typing import Final

from tickets_service.domain.links.link import LinkId
from tickets_service.domain.origins.old_file import OldFileId
from tickets_service.domain.people.invite import InviteId
from tickets_service.domain.people.user import UserId
from tickets_service.domain.places.location import read_code
from tickets_service.domain.tickets.comment import CommentId
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.violations import Violations

NUMBER: Final = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
MOST_NAMES: Final = 200
"""In a batch: as many as a page of a list has at most."""
LARGEST: Final = (1 << 63) - 1


def ticket_id_from(name: str, field: str, violations: Violations) -> TicketId:
    return TicketId(number_in(name, "tickets", field, violations))


def ticket_named(name: str, field: str) -> TicketId:
    """Like `ticket_id_from`, where nothing else of the request can be wrong: raise `InvalidArgumentError` at once."""
    violations = Violations()
    ticket_id = ticket_id_from(name, field, violations)
    violations.refuse_if_any()
    return ticket_id


def user_id_from(name: str, field: str, violations: Violations) -> UserId:
    return UserId(number_in(name, "users", field, violations))


def user_ids_from(names: Sequence[str], field: str, violations: Violations) -> tuple[UserId, ...]:
    """Return the numbers of 1 to `MOST_NAMES` people, in their order."""
    if not 1 <= len(names) <= MOST_NAMES:
        violations.add(field, f"must have 1 to {MOST_NAMES} names, has {len(names)}")
        return ()
    return tuple(user_id_from(name, f"{field}[{index}]", violations) for index, name in enumerate(names))


def invite_id_from(name: str, field: str, violations: Violations) -> InviteId:
    return InviteId(number_in(name, "invites", field, violations))


def old_file_id_from(name: str, field: str, violations: Violations) -> OldFileId:
    return OldFileId(number_in(name, "oldFiles", field, violations))


def user_id_or_none(name: str, field: str, violations: Violations) -> UserId | None:
    """Return None for an empty name."""
    return user_id_from(name, field, violations) if name else None


def comment_ids_from(name: str, field: str, violations: Violations) -> tuple[TicketId, CommentId]:
    """Read `tickets/{number}/comments/{comment}`; add a violation and return zeros when it is no such name."""
    ticket, comment = numbers_of_part(name, "comment", field, violations)
    return TicketId(ticket), CommentId(comment)


def link_ids_from(name: str, field: str, violations: Violations) -> tuple[TicketId, LinkId]:
    """Read `tickets/{number}/links/{link}`; add a violation and return zeros when it is no such name."""
    ticket, link = numbers_of_part(name, "link", field, violations)
    return TicketId(ticket), LinkId(link)


def numbers_of_part(name: str, part: str, field: str, violations: Violations) -> tuple[int, int]:
    """Return the numbers in `tickets/{number}/{part}s/{number}`, or zeros with a violation."""
    ticket, _, within = name.partition(f"/{part}s/")
    found = Violations()
    numbers = (
        number_in(ticket, "tickets", field, found),
        number_in(f"{part}s/{within}", f"{part}s", field, found),
    )
    if found.any:
        violations.add(field, f"must have the form tickets/{{number}}/{part}s/{{{part}}}")
    return numbers


def number_in(name: str, collection: str, field: str, violations: Violations) -> int:
    """Return the number in `{collection}/{number}`; add a violation and return 0 when it is no such name."""
    found, _, number = name.partition("/")
    if found != collection or not NUMBER.fullmatch(number) or int(number) > LARGEST:
        violations.add(field, f"must have the form {collection}/{{number}}")
        return 0
    return int(number)


def location_code_from(name: str, field: str, violations: Violations) -> str:
    """Return the code in `locations/{code}`, in capitals; add a violation and return "" when it is no such name."""
    collection, _, code = name.partition("/")
    found = Violations()
    code = read_code(code, field, found)
    if collection != "locations" or found.any:
        violations.add(field, "must have the form locations/{code}")
        return ""
    return code


def location_code_if_any(name: str, field: str, violations: Violations) -> str:
    """Like `location_code_from`, and "" for an empty name."""
    return location_code_from(name, field, violations) if name else ""


def location_name(code: str) -> str:
    return f"locations/{code}" if code else ""


def ticket_name(ticket_id: TicketId) -> str:
    return f"tickets/{ticket_id}"


def comment_name(ticket_id: TicketId, comment_id: CommentId) -> str:
    return f"{ticket_name(ticket_id)}/comments/{comment_id}"


def link_name(ticket_id: TicketId, link_id: LinkId) -> str:
    return f"{ticket_name(ticket_id)}/links/{link_id}"


def old_file_name(file_id: OldFileId) -> str:
    return f"oldFiles/{file_id}"


def user_name(user_id: UserId | None) -> str:
    return "" if user_id is None else f"users/{user_id}"
