"""What a person is about to report, before it is sent (decision 11)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import Final

from bot_service.domain.files.attachment import MAX_BYTES, Attachment
from bot_service.domain.requests.faults import DraftError, Fault
from bot_service.domain.requests.newcomer import Newcomer
from bot_service.domain.tickets.priority import Priority
from bot_service.domain.words.marked_text import MarkedText, Marks
from bot_service.domain.words.visible import CONTROL, is_visible

MAX_TITLE: Final = 200
MAX_TEXT: Final = 4_000
MAX_LOCATION: Final = 200
MAX_ATTACHMENTS: Final = 10
ELLIPSIS: Final = "…"
QUOTED: Final = "> "
"""Begins a line of somebody else's words."""


class Step(StrEnum):
    """What a draft lacks next."""

    WHAT = "what"
    WHERE = "where"
    URGENCY = "urgency"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    id: int
    """The update that opened it: the cause of everything that comes of sending it."""
    text: str = ""
    marks: Marks = ()
    """What is marked in the text."""
    location: str | None = None
    """None: not said yet; empty: the person did not want to say."""
    place: str = ""
    """The code of the place of the tree that `location` says; empty where it is none of them."""
    priority: Priority | None = None
    attachments: tuple[Attachment, ...] = field(default=())
    goes_on_with: int | None = None
    """The number of a ticket of theirs that is over, and whose matter this is again."""
    reporter: str = ""
    """Whose request it is (`users/7`); empty: of whoever makes it."""
    reporter_name: str = ""
    newcomer: Newcomer | None = None
    """Whose request it is who is not at Telegram: then `reporter` is empty."""
    word: str = ""
    """What the attachments are, such as `Photo`, where they say enough without a text."""
    origin: str = ""
    """Whose they are, where they came without words of their own: of a forward, or under a quote."""

    @property
    def says_something(self) -> bool:
        return bool(self.text or (self.word and self.attachments))

    @property
    def step(self) -> Step:
        if not self.says_something:
            return Step.WHAT
        if self.location is None:
            return Step.WHERE
        return Step.URGENCY if self.priority is None else Step.PREVIEW

    @property
    def title(self) -> str:
        """The first line of one's own that shows anything, or what was sent, and where; at most 200 characters."""
        if not self.text:
            return _shortened(", ".join(filter(None, (self.word, self.location))))
        lines = [line.strip() for line in self.text.split("\n") if is_visible(line)]
        line = next((line for line in lines if not line.startswith(QUOTED)), lines[0] if lines else "")
        return _shortened(line)

    @property
    def description(self) -> str:
        """The whole text and the origin, where the title does not hold all of it, else empty."""
        return "" if self.title == self.said and not self.marks else self.said

    @property
    def description_marks(self) -> Marks:
        """What is marked in it; the origin is below the text."""
        return self.marks if self.description else ()

    @property
    def said(self) -> str:
        """The whole text, and below it whose the attachments are; at most 4,000 characters."""
        return "\n".join(filter(None, [self.text, self.origin]))[:MAX_TEXT]

    @property
    def words(self) -> MarkedText:
        return MarkedText(self.text, self.marks)

    @property
    def shown(self) -> MarkedText:
        return MarkedText.joined("\n", filter(None, [self.words or self.title, self.origin]))

    @property
    def digest(self) -> str:
        """Eight hex digits that change with anything a preview shows."""
        files = [each.file_id for each in self.attachments]
        origin = [self.origin] if self.origin else []
        place = [self.place] if self.place else []
        place += [] if self.goes_on_with is None else [f"#{self.goes_on_with}"]
        place += [self.reporter] if self.reporter else []
        place += [] if self.newcomer is None else [self.newcomer.name, self.newcomer.contact]
        marks = [repr(self.marks)] if self.marks else []
        return self._hash(
            self.text or self.word, self.location, self.priority, *files, *origin, *place, *marks
        )

    def with_text(self, raw: str | MarkedText) -> "Draft":
        """Have it say this instead. Raise `DraftError` for nothing or too much."""
        said = clean_words(raw)
        return replace(self, text=said.text, marks=said.marks)

    def without_text(self) -> "Draft":
        return replace(self, text="", marks=())

    def without_words(self, word: str) -> "Draft":
        """Let the attachments, which are a `word`, speak for themselves."""
        return replace(self, word=word)

    def come_from(self, origin: str) -> "Draft":
        """Keep where attachments without words come from; the first of several is told."""
        return replace(self, origin=self.origin or origin)

    def with_more_text(self, raw: str | MarkedText) -> "Draft":
        """Add it on a line of its own. Raise `DraftError` for nothing, or too much together."""
        if not self.text:
            return self.with_text(raw)
        more = clean_words(raw)
        try:
            return self.with_text(MarkedText.joined("\n", [self.words, more]))
        except DraftError as error:
            raise DraftError(Fault.TEXT_TOO_LONG_TOGETHER, limit=MAX_TEXT) from error

    def with_location(self, raw: str, place: str = "") -> "Draft":
        """Say where it is; `place`: the code of that place. Raise `DraftError` for nothing or too much."""
        location = clean_location(raw)
        if not location:
            raise DraftError(Fault.LOCATION_EMPTY)
        return replace(self, location=location, place=place)

    def without_location(self) -> "Draft":
        return replace(self, location="", place="")

    def on_behalf_of(self, reporter: str, name: str) -> "Draft":
        """Make it somebody's (`users/7`), or with an empty name one's own again."""
        return replace(self, reporter=reporter, reporter_name=name, newcomer=None)

    def for_newcomer(self, newcomer: Newcomer) -> "Draft":
        """Make it somebody's who is not at Telegram."""
        return replace(self, reporter="", reporter_name="", newcomer=newcomer)

    def with_priority(self, priority: Priority) -> "Draft":
        return replace(self, priority=priority)

    def with_attachments(self, more: Sequence[Attachment]) -> "Draft":
        """Add what is not there yet."""
        known = {each.file_id for each in self.attachments}
        fresh = [each for each in more if each.file_id not in known]
        for each in fresh:
            check_size(each)
        attachments = (*self.attachments, *fresh)
        if len(attachments) > MAX_ATTACHMENTS:
            raise DraftError(Fault.TOO_MANY_ATTACHMENTS, limit=MAX_ATTACHMENTS)
        return replace(self, attachments=attachments)

    def with_replaced(self, old: Collection[str], new: Sequence[Attachment]) -> "Draft":
        """Put `new` in the place of the attachments with the file ids `old`; raises `DraftError`."""
        for each in new:
            check_size(each)
        attachments = replaced(self.attachments, old, new)
        if len(attachments) > MAX_ATTACHMENTS:
            raise DraftError(Fault.TOO_MANY_ATTACHMENTS, limit=MAX_ATTACHMENTS)
        return replace(self, attachments=attachments)

    def without_attachment(self, file_id: str) -> "Draft":
        return replace(self, attachments=tuple(each for each in self.attachments if each.file_id != file_id))

    @staticmethod
    def _hash(*parts: str | None) -> str:
        return sha256("\x00".join(part or "" for part in parts).encode()).hexdigest()[:8]


def replaced(
    attachments: Sequence[Attachment], old: Collection[str], new: Sequence[Attachment]
) -> tuple[Attachment, ...]:
    """Return the attachments with `new` where the first of those with the file ids `old` was, else at the end."""
    place = next((i for i, each in enumerate(attachments) if each.file_id in old), len(attachments))
    fresh = {each.file_id for each in new}
    before, after = (
        [each for each in part if each.file_id not in old and each.file_id not in fresh]
        for part in (attachments[:place], attachments[place:])
    )
    return (*before, *new, *after)


def _shortened(line: str) -> str:
    return line if len(line) <= MAX_TITLE else line[: MAX_TITLE - 1].rstrip() + ELLIPSIS


def clean_text(raw: str) -> str:
    """Return a report's or comment's text, trimmed and without control characters; 1 to 4,000 characters."""
    return clean_words(raw).text


def clean_words(raw: str | MarkedText) -> MarkedText:
    """Return it trimmed, without control characters; raise `DraftError` unless that is 1 to `MAX_TEXT` characters."""
    raw = MarkedText.of(raw)
    said = raw.without({match.start() for match in CONTROL.finditer(raw.text)}).stripped()
    if not is_visible(said.text):
        raise DraftError(Fault.TEXT_EMPTY)
    if len(said.text) > MAX_TEXT:
        raise DraftError(Fault.TEXT_TOO_LONG, limit=MAX_TEXT)
    return said


def clean_location(raw: str) -> str:
    """Return a place in one line, trimmed and without control characters; raise `DraftError` beyond 200 characters."""
    location = " ".join(CONTROL.sub("", raw).split())
    if not is_visible(location):
        return ""
    if len(location) > MAX_LOCATION:
        raise DraftError(Fault.LOCATION_TOO_LONG, limit=MAX_LOCATION)
    return location


def check_size(attachment: Attachment) -> None:
    """Refuse at once what could never be fetched or stored."""
    if attachment.size_bytes == 0:
        raise DraftError(Fault.FILE_EMPTY, name=attachment.file_name)
    if attachment.size_bytes is not None and attachment.size_bytes > MAX_BYTES:
        raise DraftError(Fault.FILE_TOO_LARGE, name=attachment.file_name)
