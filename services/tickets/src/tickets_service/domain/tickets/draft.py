"""What a reporter says about a ticket before it exists."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tickets_service.domain import text
from tickets_service.domain.marks import Mark, Marks, read_marks
from tickets_service.domain.priority import Priority
from tickets_service.domain.violations import Violations

MOST_ATTACHMENTS: Final = 10
ATTACHMENT: Final = re.compile(r"files/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    title: str
    description: str
    location: str
    priority: Priority
    attachments: tuple[str, ...]
    description_marks: Marks = ()

    @classmethod
    def read(
        cls,
        *,
        title: str,
        description: str,
        location: str,
        priority: Priority,
        attachments: Sequence[str],
        description_marks: Sequence[Mark] = (),
        violations: Violations,
    ) -> "Draft":
        """Trim and check everything; add to `violations` what is wrong."""
        if len(attachments) > MOST_ATTACHMENTS:
            violations.add("ticket.attachments", f"must be at most {MOST_ATTACHMENTS}")
        for index, attachment in enumerate(attachments[:MOST_ATTACHMENTS]):
            if not ATTACHMENT.fullmatch(attachment):
                violations.add(f"ticket.attachments[{index}]", "must have the form files/{uuid}")
            elif attachment in attachments[:index]:
                violations.add(f"ticket.attachments[{index}]", "must not be there twice")
        return cls(
            title=text.TITLE.read(title, "ticket.title", violations),
            description=text.DESCRIPTION.read(description, "ticket.description", violations),
            location=text.LOCATION.read(location, "ticket.location", violations),
            priority=priority,
            attachments=tuple(attachments),
            description_marks=read_marks(
                description_marks, description, text.DESCRIPTION, "ticket.description_marks", violations
            ),
        )
