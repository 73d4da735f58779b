"""From a request's strings to aiogram's own method model, so that what aiogram would refuse is refused here too."""

import json
import re
import types
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, Final, Union, get_args, get_origin

import aiogram.methods
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import (
    ForceReply,
    InlineKeyboardMarkup,
    InputFile,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    TelegramObject,
)
from pydantic import ValidationError

from fixline_local.telegram.errors import ApiError, bad_request, not_found

_NUMBER: Final = re.compile(r"-?\d{1,20}")
_SIMPLE: Final = frozenset({"int", "bool", "float", "NoneType", "datetime", "timedelta"})
_MARKUPS: Final[Mapping[str, type[TelegramObject]]] = {
    "inline_keyboard": InlineKeyboardMarkup,
    "keyboard": ReplyKeyboardMarkup,
    "remove_keyboard": ReplyKeyboardRemove,
    "force_reply": ForceReply,
}
_MISSING: Final = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "from_chat_id": "from_chat_id is empty",
    "user_id": "invalid user_id specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}


@lru_cache(maxsize=1)
def method_classes() -> Mapping[str, type[TelegramMethod[Any]]]:
    """Every method that aiogram knows, by its name in lower case: Telegram does not mind the case either."""
    found = {}
    for name in aiogram.methods.__all__:
        candidate = getattr(aiogram.methods, name)
        if (
            isinstance(candidate, type)
            and issubclass(candidate, TelegramMethod)
            and candidate is not TelegramMethod
        ):
            found[candidate.__api_method__.lower()] = candidate
    return found


def class_of(name: str) -> type[TelegramMethod[Any]]:
    found = method_classes().get(name.lower())
    if found is None:
        raise not_found("method not found")
    found.model_rebuild()  # its building may have been deferred, and the types of its fields with it
    return found


def canonical_name(name: str) -> str:
    """Return the method's name as Telegram writes it; an unknown one as it came."""
    found = method_classes().get(name.lower())
    return found.__api_method__ if found else name


def parsed(
    cls: type[TelegramMethod[Any]], given: Mapping[str, Any], files: Mapping[str, Any]
) -> TelegramMethod[Any]:
    """Build the method; every absent option is None. Raise ApiError 400 for what does not fit."""
    values: dict[str, Any] = {}
    for name, field in cls.model_fields.items():
        kinds = frozenset(_kinds(field.annotation))
        if name in files and InputFile in kinds:
            values[name] = f"attach://{name}" if str in kinds else None
        elif name in given and given[name] is not None:
            values[name] = _converted(name, given[name], kinds)
            if name == "reply_markup" and isinstance(values[name], dict):
                values[name] = _markup(values[name], kinds)
        elif isinstance(field.default, Default):
            values[name] = None
    try:
        return cls.model_validate(values)
    except ValidationError as error:
        raise _refusal(cls, error) from error


def _markup(value: dict[str, Any], kinds: frozenset[Any]) -> Any:
    """Read a markup by its key, as Telegram does: the models' union would see a ForceReply in any object."""
    for key, model in _MARKUPS.items():
        if key in value and model in kinds:
            try:
                return model.model_validate(value)
            except ValidationError as error:
                raise bad_request(f"can't parse {_words('reply_markup')} JSON object") from error
    return None


def _kinds(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin in {Union, types.UnionType}:
        for argument in get_args(annotation):
            yield from _kinds(argument)
    elif origin is Annotated:
        yield from _kinds(get_args(annotation)[0])
    else:
        yield annotation


def _converted(name: str, value: Any, kinds: frozenset[Any]) -> Any:
    if not isinstance(value, str):
        return value
    if str in kinds:
        return int(value) if int in kinds and _NUMBER.fullmatch(value) else value
    if kinds == {InputFile, type(None)}:
        return None
    if all(getattr(kind, "__name__", "") in _SIMPLE for kind in kinds):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad_request(f"can't parse {_words(name)} JSON object") from error


def _refusal(cls: type[TelegramMethod[Any]], error: ValidationError) -> ApiError:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "missing" and len(first["loc"]) == 1:
        if name in {"photo", "document", "video", "video_note", "animation", "voice", "audio"}:
            return bad_request(f"there is no {name} in the request")
        return bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
    where = ".".join(str(part) for part in first["loc"][1:])
    what = f"{where}: {first['msg']}" if where else first["msg"]
    if name in cls.model_fields and all(
        getattr(kind, "__name__", "") in _SIMPLE | {"str"}
        for kind in _kinds(cls.model_fields[name].annotation)
    ):
        return bad_request(f'invalid value of parameter "{name}" specified: {what}')
    return bad_request(f"can't parse {_words(name)} JSON object: {what}")


def _words(name: str) -> str:
    return "reply keyboard markup" if name == "reply_markup" else name
