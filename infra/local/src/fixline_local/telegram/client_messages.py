"""Messages as a person sees them."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class File:
    name: str
    mime: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Button:
    """`data` is the callback data, "" for a button that opens `url`."""

    text: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """`offset` and `length` are in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineAnswer:
    """What a person is offered after the bot's name; `results` have `id`, `title`, `description` and `message`."""

    id: str
    results: list[dict[str, Any]]
    button: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What answerCallbackQuery said; an empty `text` just ends the button's progress."""

    text: str
    show_alert: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """`text` is the text or the caption. `photo` is the file_id of the largest size, `file` that of any other file."""

    id: int
    chat_id: int
    revision: int
    from_bot: bool
    sender_id: int
    text: str
    entities: tuple[Entity, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    reply_to: int | None = None
    edited: bool = False
    photo: str | None = None
    file: str | None = None
    media_group_id: str | None = None
    reactions: tuple[str, ...] = ()
    raw: dict[str, Any] = field(repr=False)

    @property
    def button_texts(self) -> list[str]:
        return [button.text for row in self.buttons for button in row]


def message_from(view: dict[str, Any]) -> Message:
    """Read the people API's view of a message."""
    raw = view["message"]
    entities = raw.get("entities") or raw.get("caption_entities") or []
    rows = raw.get("reply_markup", {}).get("inline_keyboard", [])
    kinds = ("animation", "document", "video", "voice", "audio", "video_note", "sticker")
    files = [raw[kind]["file_id"] for kind in kinds if kind in raw]
    return Message(
        id=raw["message_id"],
        chat_id=raw["chat"]["id"],
        revision=view["revision"],
        from_bot=raw["from"]["is_bot"],
        sender_id=raw["from"]["id"],
        text=raw.get("text") or raw.get("caption") or "",
        entities=tuple(Entity(e["type"], e["offset"], e["length"], e.get("url", "")) for e in entities),
        buttons=tuple(
            tuple(Button(b["text"], b.get("callback_data", ""), b.get("url", "")) for b in row)
            for row in rows
        ),
        reply_to=raw.get("reply_to_message", {}).get("message_id"),
        edited="edit_date" in raw,
        photo=raw["photo"][-1]["file_id"] if "photo" in raw else None,
        file=files[0] if files else None,
        media_group_id=raw.get("media_group_id"),
        reactions=tuple(view["reactions"]),
        raw=raw,
    )
