"""What staff may change about a ticket that exists."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from tickets_service.domain import text
from tickets_service.domain.marks import Mark, Marks, read_marks
from tickets_service.domain.priority import Priority
from tickets_service.domain.violations import Violations

PLAIN: Final = ("title", "description", "location", "priority")
EDITABLE: Final = (*PLAIN, "location_node")


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketEdit:
    """None leaves the field as it is; an empty `location_node` takes it away. Marks go with the description."""

    title: str | None
    description: str | None
    location: str | None
    priority: Priority | None
    location_node: str | None = None
    description_marks: Marks = ()

    @classmethod
    def read(
        cls,
        *,
        fields: Collection[str],
        title: str,
        description: str,
        location: str,
        priority: Priority | None,
        location_node: str = "",
        description_marks: Sequence[Mark] = (),
        violations: Violations,
    ) -> "TicketEdit":
        """Check those of the values that `fields` names; add to `violations` what is wrong."""
        if not fields:
            violations.add("update_mask", "must name a field to change, or one must be set")
        if unknown := sorted(set(fields) - set(EDITABLE)):
            violations.add("update_mask", f"has {unknown}; only {list(EDITABLE)} can be changed")
        if "priority" in fields and priority is None:
            violations.add("ticket.priority", "must be set")

        def read(name: str, value: str, rule: text.TextRule) -> str | None:
            return rule.read(value, f"ticket.{name}", violations) if name in fields else None

        return cls(
            title=read("title", title, text.TITLE),
            description=read("description", description, text.DESCRIPTION),
            location=read("location", location, text.LOCATION),
            priority=priority if "priority" in fields else None,
            location_node=location_node if "location_node" in fields else None,
            description_marks=read_marks(
                description_marks if "description" in fields else (),
                description,
                text.DESCRIPTION,
                "ticket.description_marks",
                violations,
            ),
        )
