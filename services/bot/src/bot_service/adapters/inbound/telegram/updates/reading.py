"""Reads raw updates leniently: whatever can be read is read (decision 33).

aiogram's models refuse a whole update for one part that does not fit, such as the origin of a forward of 2015, or what
a server of an older Bot API does not say yet (aiogram#1812, #1840).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import structlog
from aiogram import Bot, types
from aiogram.types import TelegramObject, Update
from pydantic import ValidationError

from bot_service.adapters.inbound.telegram.dialogs.content import SAID_IN
from bot_service.adapters.inbound.telegram.dialogs.words.rich import flat
from bot_service.application.ports.updates.update_handler import UnfitUpdateError
from fixline_chassis.unfit import places_of

Path = tuple[int | str, ...]
"""From the update to a part of it: names of fields and places in lists."""
EVENT: Final = 1
"""The length of the way to the event itself."""
MOST_PASSES: Final = 20
"""What is left out may take with it what asked for it: each pass climbs one level at least."""
SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
UNSAID: Final[Mapping[str, object]] = {
    "first_name": "",
    "sender_user_name": "",
    "persistent_id": "",
    "chat_instance": "",
}
"""What may be missing without a loss: people without a name, and what nobody here asks for."""
HEART: Final = SAID_IN | {"from", "data"}
"""Parts of an event without which it does not mean what it meant."""

log = structlog.get_logger()


def _always_flags() -> frozenset[str]:
    """Return the names of fields that have to be there and are truth values in every type that has them."""
    models = [
        each for each in vars(types).values() if isinstance(each, type) and issubclass(each, TelegramObject)
    ]
    required = {
        (name, field.annotation)
        for model in models
        for name, field in model.model_fields.items()
        if field.is_required()
    }
    others = {name for name, annotation in required if annotation is not bool}
    return frozenset(name for name, _ in required) - others


FLAGS: Final = _always_flags()
"""What a server that does not know such a field yet leaves out, it means as no."""


def read(bot: Bot, raw: Mapping[str, Any]) -> Update:
    """Return the update without the parts that do not fit. Raises `UnfitUpdateError` when its own heart is one."""
    try:
        given = prepared(dict(raw))
    except RecursionError:  # nothing of Telegram's: it would fail at every try
        raise UnfitUpdateError("nested too deep") from None
    left_out: list[Path] = []
    for _ in range(MOST_PASSES):
        try:
            update = Update.model_validate(given, context={"bot": bot})
        except ValidationError as error:
            left_out += _mended(given, error)
        else:
            if left_out:
                log.warning("update.read_in_part", left_out=[".".join(map(str, path)) for path in left_out])
            return update
    raise UnfitUpdateError("nothing fits")


def prepared(value: Any) -> Any:
    """Return a copy of JSON values with a sign for each half of a surrogate pair, and with rich messages made flat.

    Neither PostgreSQL nor gRPC carries such a half; the sign takes as many UTF-16 units, so that entities stay where
    they are. And rich messages as such take aiogram's models too long (decision 33).
    """
    # By their exact types, as JSON gives them: every update comes this way.
    kind = type(value)
    if kind is str:
        return value if value.isascii() else SURROGATE.sub("\ufffd", value)
    if kind is dict:
        return {
            name: flat(prepared(each)) if name == "rich_message" else prepared(each)
            for name, each in value.items()
        }
    return [prepared(each) for each in value] if kind is list else value


def _mended(update: dict[str, Any], error: ValidationError) -> list[Path]:
    """Say what is unsaid, and take out of `update` what does not fit; return what that was."""
    unfit: set[Path] = set()
    for loc, kind in _meant(error):
        part, path = _found(update, loc)
        if not (kind == "missing" and isinstance(part, dict) and _said(part, loc[-1])):
            unfit.add(path)
    outermost = [path for path in unfit if not any(path[:size] in unfit for size in range(len(path)))]
    # The last of a list first: the places of the others stay as they are.
    return [_taken_out(update, path, error) for path in sorted(outermost, key=_order, reverse=True)]


def _said(part: dict[str, Any], name: int | str) -> bool:
    """Say what Telegram left unsaid, where nothing is lost by that; return whether it was."""
    if name in part:
        return False
    if name in FLAGS:
        part[str(name)] = False
    elif name in UNSAID:
        part[str(name)] = UNSAID[str(name)]
    else:
        return False
    return True


def _meant(error: ValidationError) -> Iterable[tuple[Path, str]]:
    """Yield where and why, without what was tried in vain: a union's branches whose own mark is not there."""
    faults = [(fault["loc"], fault["type"]) for fault in error.errors(include_url=False, include_input=False)]
    branches = {loc[:-1] for loc, kind in faults if kind == "literal_error"}
    meant = [
        (loc, kind) for loc, kind in faults if not any(loc[: len(branch)] == branch for branch in branches)
    ]
    return meant or faults


def _found(update: Mapping[str, Any], loc: Sequence[int | str]) -> tuple[object, Path]:
    """Return the innermost part that `loc` leads to, and the way there: names of types are no part of it."""
    part: object = update
    path: Path = ()
    for step in loc:
        match part:
            case dict() if step in part:
                part = part[step]
            case list() if isinstance(step, int) and step < len(part):
                part = part[step]
            case _:
                continue
        path = (*path, step)
    return part, path


def _taken_out(update: dict[str, Any], path: Path, error: ValidationError) -> Path:
    """Take a part out, and the list that it was all of. Raises `UnfitUpdateError` rather than the event's heart."""
    if len(path) <= EVENT or (len(path) == EVENT + 1 and path[-1] in HEART):
        raise UnfitUpdateError(places_of(error)) from None
    container: Any = update
    for step in path[:-1]:
        container = container[step]
    del container[path[-1]]
    return path if container or isinstance(container, dict) else _taken_out(update, path[:-1], error)


def _order(path: Path) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (0, step) for step in path)
