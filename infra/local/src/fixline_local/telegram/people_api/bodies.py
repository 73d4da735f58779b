"""The bodies of the people's API."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewPerson(_Body):
    first_name: Annotated[str, Field(min_length=1, max_length=64)]
    last_name: Annotated[str, Field(max_length=64)] = ""
    username: Annotated[str, Field(pattern=r"^([A-Za-z][A-Za-z0-9_]{3,31})?$")] = ""
    language_code: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Za-z]{2,8})?$")] = "en"


class NewGroup(_Body):
    title: Annotated[str, Field(min_length=1, max_length=128)]
    members: Annotated[list[int], Field(min_length=1)]
    forum: bool = False
    basic: bool = False
    rights: list[str] = []
    """What the bot may do there, as its administrator; none: it is a member."""

    @model_validator(mode="after")
    def be_possible(self) -> Self:
        if self.forum and self.basic:
            raise ValueError("only a supergroup has topics")
        return self


class Place(_Body):
    """Degrees on WGS 84. With `title` and `address` it is a venue."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    title: str = ""
    address: str = ""

    @model_validator(mode="after")
    def have_both_or_none(self) -> Self:
        if bool(self.title) != bool(self.address):
            raise ValueError("a venue has a title and an address, a location neither")
        return self


class NewMessage(_Body):
    """One of `text`, `sticker` (a name of /api/stickers) and `place`."""

    text: str | None = None
    sticker: str | None = None
    place: Place | None = None
    reply_to: int | None = None
    thread: int | None = None
    anonymous: bool = False
    """As an administrator who hides behind the group."""

    @model_validator(mode="after")
    def hold_one_thing(self) -> Self:
        if sum(part is not None for part in (self.text, self.sticker, self.place)) != 1:
            raise ValueError("a message has one of text, sticker, place")
        return self


class NewFiles(_Body):
    """`duration` in seconds, the rest in pixels (`length`: a video note's diameter), as the sender says; 0: unsaid."""

    kind: Literal["photo", "video", "document", "voice", "audio", "video_note", "animation"] = "photo"
    caption: str = ""
    reply_to: int | None = None
    thread: int | None = None
    duration: Annotated[int, Field(ge=0)] = 0
    width: Annotated[int, Field(ge=0)] = 0
    height: Annotated[int, Field(ge=0)] = 0
    length: Annotated[int, Field(ge=0)] = 0

    def facts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("duration", "width", "height", "length")}


class Edit(_Body):
    text: str


class Tap(_Body):
    """Name the button by its `data`, or by its `text` when only one has it. `wait`: seconds for the answer, 0-60.

    `late`: the button may be gone by now, as on a second device, or on one that was out of reach for a month.
    """

    message_id: int
    data: str | None = None
    text: str | None = None
    late: bool = False
    wait: Annotated[float, Field(ge=0, le=60)] = 25


class AskInline(_Body):
    """What stands after the bot's name. `wait`: seconds for the answer, 0-60."""

    query: Annotated[str, Field(max_length=256)] = ""
    wait: Annotated[float, Field(ge=0, le=60)] = 25


class ChooseInline(_Body):
    result_id: str


class BotMember(_Body):
    """What the bot becomes in a group, and what it may do there."""

    status: Literal["administrator", "member", "left", "kicked"]
    rights: list[str] = []


class NewTopic(_Body):
    name: Annotated[str, Field(min_length=1, max_length=128)]


class TopicChange(_Body):
    closed: bool


class Start(_Body):
    payload: str = ""


class Block(_Body):
    blocked: bool


class Read(_Body):
    message_id: int


class OwnersChoice(_Body):
    """Whether private chats with the bot have topics, and whether people may make some there."""

    enabled: bool
    made_by_people: bool = False


class Limits(_Body):
    enabled: bool
