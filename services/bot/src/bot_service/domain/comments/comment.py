"""What somebody is about to say on a ticket."""

from dataclasses import dataclass, replace
from typing import Final

from bot_service.domain.files.attachment import Attachment
from bot_service.domain.requests.draft import check_size, clean_words
from bot_service.domain.words.marked_text import MarkedText, Marks

WITHDRAWN: Final = "—"
"""All that is left to read of what was taken back."""
ATTACHED: Final = "📎"
"""Begins the line that names an attachment in a comment."""


def attachments_named(text: str) -> list[str]:
    """Return the lines of a comment that name what came along with it."""
    return [line for line in text.split("\n") if line.startswith(f"{ATTACHED} ")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentDraft:
    id: int
    """The update in which it was written."""
    ticket: int
    text: str
    attachments: tuple[Attachment, ...] = ()
    marks: Marks = ()
    """What is marked in the text."""

    @classmethod
    def of(
        cls,
        *,
        id: int,  # noqa: A002  # the field's name
        ticket: int,
        text: str | MarkedText,
        attachments: tuple[Attachment, ...],
    ) -> "CommentDraft":
        """Check it all; raises `DraftError`."""
        for attachment in attachments:
            check_size(attachment)
        named = [f"{ATTACHED} {attachment.file_name}" for attachment in attachments]
        said = clean_words(MarkedText.joined("\n", [text, *named]))
        return cls(id=id, ticket=ticket, text=said.text, marks=said.marks, attachments=attachments)

    @property
    def said(self) -> MarkedText:
        return MarkedText(self.text, self.marks)

    def carrying(self, attachments: tuple[Attachment, ...]) -> "CommentDraft":
        """Return it with what came after it was sent, which its text does not name."""
        return replace(self, attachments=(*self.attachments, *attachments))

    def rewritten(self, text: str | MarkedText, attachments: tuple[Attachment, ...]) -> "CommentDraft":
        """Return it as it is after an edit; raises `DraftError`."""
        return CommentDraft.of(id=self.id, ticket=self.ticket, text=text, attachments=attachments)

    @property
    def words(self) -> str:
        """What was said, without the names of what came along; may be empty."""
        return "\n".join(line for line in self.text.split("\n") if not line.startswith(f"{ATTACHED} "))

    def without_words(self) -> "CommentDraft":
        """Return what names the attachments and says no more."""
        return replace(self, text="\n".join(attachments_named(self.text)), marks=())

    def with_more(self, text: str | MarkedText, attachments: tuple[Attachment, ...]) -> "CommentDraft":
        """Add a further part of the album that it came with; raises `DraftError`."""
        said = MarkedText.joined("\n", filter(None, [self.said, text]))
        joined = CommentDraft.of(id=self.id, ticket=self.ticket, text=said, attachments=attachments)
        return replace(joined, attachments=(*self.attachments, *attachments))
