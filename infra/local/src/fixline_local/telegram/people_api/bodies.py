"""The bodies of the people's API."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


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


class NewText(_Body):
    text: str
    reply_to: int | None = None


class NewFiles(_Body):
    kind: Literal["photo", "video", "document", "voice", "audio"] = "photo"
    caption: str = ""
    reply_to: int | None = None


class Edit(_Body):
    text: str


class Tap(_Body):
    """Name the button by its `data`, or by its `text` when only one has it. `wait`: seconds for the answer, 0-60."""

    message_id: int
    data: str | None = None
    text: str | None = None
    wait: Annotated[float, Field(ge=0, le=60)] = 25


class Start(_Body):
    payload: str = ""


class Block(_Body):
    blocked: bool


class Read(_Body):
    message_id: int


class Limits(_Body):
    enabled: bool
