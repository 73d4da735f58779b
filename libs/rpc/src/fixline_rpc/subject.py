"""What a call says of itself in its first message, for those who look on: its ticket and its request id.

Found by the names that all protos share: `request_id`, and `ticket` or `name` with `tickets/{number}` in it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.descriptor_pool import Default

REQUEST_ID: Final = "request_id"
LONGEST: Final = 64
"""Characters of a request id; the services want UUIDs."""
MOST_NESTED: Final = 3
_TICKET: Final = re.compile(r"tickets/([1-9][0-9]{0,18})(?:/|$)", re.ASCII)
_LARGEST: Final = (1 << 63) - 1

Read = Callable[[Any], str]
"""Returns the text of a field; "" where it is not set."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Of one type of message; made once. Of any other message, as a client may send, there is nothing to say."""

    message: Descriptor | None = None
    tickets: tuple[Read, ...] = ()
    request_ids: tuple[Read, ...] = ()

    @classmethod
    def of(cls, message: Descriptor) -> "Subject":
        paths = list(_texts(message))
        named = [path for path in paths if path.split(".")[-1] == "ticket" or path.endswith("ticket.name")]
        own = [path for path in paths if path == "name"]
        ids = [path for path in paths if path.split(".")[-1] == REQUEST_ID]
        return cls(
            message=message,
            tickets=tuple(attrgetter(path) for path in (*named, *own)),
            request_ids=tuple(attrgetter(path) for path in ids),
        )

    @classmethod
    def of_method(cls, name: str) -> tuple["Subject", "Subject"]:
        """Return those of the request and of the answer of `package.Service/Method`; none that no proto declares."""
        try:
            method = Default().FindMethodByName(name.replace("/", "."))
        except KeyError:
            return cls(), cls()
        return cls.of(method.input_type), cls.of(method.output_type)

    def ticket(self, message: Any) -> int | None:
        """Return the number of the ticket that the message is about, where it is about one."""
        for read in self.tickets if self._fits(message) else ():
            found = _TICKET.match(read(message))
            if found and (number := int(found[1])) <= _LARGEST:
                return number
        return None

    def request_id(self, message: Any) -> str:
        """Return what the caller says it is, at most `LONGEST` characters of it."""
        for read in self.request_ids if self._fits(message) else ():
            if said := read(message):
                return said[:LONGEST]
        return ""

    def _fits(self, message: Any) -> bool:
        return getattr(message, "DESCRIPTOR", None) is self.message


def _texts(message: Descriptor, above: str = "", depth: int = 1) -> Iterator[str]:
    """Yield the paths of the texts in a message, such as `metadata.file.ticket`; what is its own comes first."""
    single = [field for field in message.fields if not field.is_repeated]
    for field in single:
        if field.type == FieldDescriptor.TYPE_STRING:
            yield f"{above}{field.name}"
    for field in single:
        inner = field.message_type
        if inner is not None and depth < MOST_NESTED and not inner.full_name.startswith("google."):
            yield from _texts(inner, f"{above}{field.name}.", depth + 1)
