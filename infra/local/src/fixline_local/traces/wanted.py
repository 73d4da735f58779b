"""Which traces somebody looks for."""

import re
from dataclasses import dataclass
from typing import Final

from fixline_local.traces.spans import Span, Trace
from fixline_telemetry import attributes as names

ID: Final = re.compile(r"users/[1-9][0-9]*|-?[0-9]{1,15}", re.ASCII)
"""How a person is known to the tickets service, and a person or a chat to Telegram; a pseudonym has 16 digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is empty, None or 0 does not matter."""

    service: str = ""
    """Took part."""
    text: str = ""
    """Occurs in an id, a name or an attribute's value, whatever its case."""
    ticket: int | None = None
    person: str = ""
    """Acted or was told: a pseudonym, or its beginning; or `users/7`, or a Telegram id, where pseudonyms have the key
    of this process."""
    incident: str = ""
    """The code that a person was shown, or any beginning of a trace's id."""
    longer_than_ns: int = 0
    failed: bool = False

    def fits(self, trace: Trace) -> bool:
        return (
            (not self.service or self.service in trace.services)
            and trace.duration_ns >= self.longer_than_ns
            and (not self.failed or trace.failed)
            and trace.trace_id.startswith(self.incident.strip().lower())
            and (self.ticket is None or any(is_about(span, self.ticket) for span in trace.spans))
            and (not self.person.strip() or self._knows_person(trace))
            and (not self.text.strip() or self._mentions(trace))
        )

    def _knows_person(self, trace: Trace) -> bool:
        said = self.person.strip().lower()
        beginning = names.pseudonym(said) if ID.fullmatch(said) else said
        return any(
            str(span.attributes.get(name, "")).startswith(beginning)
            for span in trace.spans
            for name in (names.PERSON, names.CHAT_PSEUDONYM)
        )

    def _mentions(self, trace: Trace) -> bool:
        wanted = self.text.strip().lower()
        return any(mentions(span, wanted) for span in trace.spans)


def is_about(span: Span, ticket: int) -> bool:
    return span.attributes.get(names.TICKET) == ticket


def mentions(span: Span, wanted: str) -> bool:
    return any(
        wanted in text.lower()
        for text in (
            span.trace_id,
            span.span_id,
            span.name,
            span.status_message,
            *map(str, span.attributes.values()),
        )
    )
