"""A group of commands each of which is imported when it is given."""

import importlib
from collections.abc import Mapping
from typing import Any

import click


class LazyCommands(click.Group):
    """`commands` maps each command's name to where it is: `package.module:command`."""

    def __init__(self, *, commands: Mapping[str, str], **group: Any) -> None:
        super().__init__(**group)
        self._places = commands

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's name
        return sorted(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's names
        place = self._places.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        found = getattr(importlib.import_module(module), name)
        if not isinstance(found, click.Command):
            raise TypeError(f"{place} is no command")
        return found
