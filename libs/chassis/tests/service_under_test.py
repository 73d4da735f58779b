"""A small service that the process tests run as a real process."""

import asyncio
import sys
from pathlib import Path
from typing import Literal

from pydantic_settings import SettingsConfigDict

from fixline_chassis.command_line import main
from fixline_chassis.scope import ServiceScope
from fixline_chassis.settings import ListeningSettings, SettingsError


def say(step: str) -> None:
    sys.stdout.write(f"{step}\n")
    sys.stdout.flush()


class Settings(ListeningSettings):
    model_config = SettingsConfigDict(env_prefix="PROBE_")

    database_url: str = "postgresql+asyncpg://nobody@127.0.0.1:1/none"
    admin_listen: str = "127.0.0.1:0"
    fault: Literal["none", "build", "background", "drain", "setting", "later"] = "none"
    needs_file: str = ""


async def build(settings: Settings, scope: ServiceScope) -> None:
    if settings.fault == "build":
        raise OSError("cannot listen on 127.0.0.1:1: address already in use")

    if settings.fault == "setting":
        raise SettingsError("PROBE_NEEDS_FILE names a folder")

    async def task() -> None:
        if settings.fault == "later":
            raise SettingsError("PROBE_NEEDS_FILE was taken away")
        await asyncio.sleep(0 if settings.fault == "background" else 3600)

    async def check() -> None:
        if settings.needs_file:
            Path(settings.needs_file).read_bytes()  # noqa: ASYNC240  # a test's stand-in for a database

    async def first_step() -> None:
        say("drained first step")

    async def second_step() -> None:
        say("drained second step")
        if settings.fault == "drain":
            raise ValueError("the drain step broke")

    scope.readiness("file", check)
    scope.background("probe", task)
    scope.on_drain(first_step)
    scope.on_drain(second_step)
    scope.stack.callback(lambda: say("closed"))


if __name__ == "__main__":
    sys.exit(main("probe", "fixline_chassis", Settings, build))
