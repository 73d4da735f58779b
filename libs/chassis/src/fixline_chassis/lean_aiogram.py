"""Imports aiogram without building its models: each is built when it is first used.

aiogram 3.31 builds validators and serializers of all of its 590 types and methods while it is imported, and keeps them:
105 MiB and 2.5 seconds of a processor, for a bot that uses one in twenty. Here building is deferred, as pydantic's
own `defer_build` does it; what a model accepts and how it refuses stay as they are. It has no effect once somebody has
imported aiogram, as tests of it do (decision 38).
"""

import sys
from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

PACKAGE: Final = "aiogram."
_build = vars(BaseModel)["model_rebuild"].__func__
_after_subclassing = vars(BaseModel)["__pydantic_init_subclass__"]
_names: dict[str, Any] = {}
"""What the annotations of aiogram's types mean: their modules name each other without importing each other."""


def _note_names(
    cls: type[BaseModel], /, *, _types_namespace: Mapping[str, Any] | None = None, **options: Any
) -> bool | None:
    """Stand in for `model_rebuild`, which aiogram calls for each of its types when it has imported them all."""
    if not cls.__module__.startswith(PACKAGE):
        return _build(cls, _types_namespace=_types_namespace, **options)  # type: ignore[no-any-return]
    _names.update(_types_namespace or {})
    return None


def _defer(cls: type[BaseModel], /, **options: Any) -> None:
    """Stand in for the hook that pydantic calls for each new model: aiogram defers its types, but not its methods."""
    if cls.__module__.startswith(PACKAGE):
        cls.model_config["defer_build"] = True
    _after_subclassing.__get__(None, cls)(**options)


def _build_with_names(
    cls: type[BaseModel],
    /,
    *,
    force: bool = False,
    raise_errors: bool = True,
    _parent_namespace_depth: int = 2,
    _types_namespace: Mapping[str, Any] | None = None,
) -> bool | None:
    """Stand in for `model_rebuild` of aiogram's models from then on; pydantic calls it when one is first used."""
    names = {**_names, **(_types_namespace or {})}
    return _build(cls, force=force, raise_errors=raise_errors, _types_namespace=names)  # type: ignore[no-any-return]


def _import() -> None:
    try:
        BaseModel.model_rebuild = classmethod(_note_names)  # type: ignore[assignment,method-assign]
        BaseModel.__pydantic_init_subclass__ = classmethod(_defer)  # type: ignore[assignment,method-assign]
        from aiogram.methods.base import Response, TelegramMethod  # noqa: PLC0415
        from aiogram.types import Message, Update  # noqa: PLC0415
        from aiogram.types.base import TelegramObject  # noqa: PLC0415
    finally:
        BaseModel.model_rebuild = classmethod(_build)  # type: ignore[assignment,method-assign]
        BaseModel.__pydantic_init_subclass__ = _after_subclassing  # type: ignore[method-assign]
    for base in (TelegramObject, TelegramMethod, Response):
        base.model_rebuild = classmethod(_build_with_names)  # type: ignore[assignment,method-assign]
    # Every update needs these, the first one too. The larger one takes the smaller one's in.
    Message.model_rebuild()
    Update.model_rebuild()


if "aiogram" not in sys.modules:
    _import()
