"""The settings: whether every service would take them, and whether their secrets are any."""

import asyncio
import os
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

from fixline_local.desk.programs import SERVICES
from fixline_local.desk.settings import faults_of_services
from fixline_operations.go_no_go.inspected import Inspected
from fixline_operations.go_no_go.verdict import Verdict, does_not_apply, go, no_go

SHORTEST: Final = 32
FEWEST_KINDS: Final = 12
"""Different characters in a secret: `change-me-change-me-change-me-!!` has ten."""
SECRETS: Final = (
    *("PSEUDONYM_KEY", "BOT_TICKETS_TOKEN", "BOT_FILES_TOKEN", "TICKETS_INVITE_KEY"),
    "BOT_WEBHOOK_SECRET",
)
URLS: Final = ("BOT_VALKEY_URL", *(f"{service.upper()}_DATABASE_URL" for service in SERVICES))
ALSO: Final = ("FIXLINE_API_TOKEN",)
ALSO_URLS: Final = ("BACKUP_DATABASE_URL",)
"""Where they are set: a caller with all scopes, and a role that reads the whole server."""
EXAMPLE: Final = re.compile(r"change.?me|example|secret|password|test", re.IGNORECASE)


async def complete(inspected: Inspected) -> Verdict:
    """As the services themselves read them."""
    environment = {**inspected.settings, "PATH": os.environ.get("PATH", "")}
    if faults := await asyncio.to_thread(faults_of_services, environment):
        return no_go("; ".join(faults))
    if not inspected.local and inspected.settings.get("ENVIRONMENT", "production") != "production":
        return no_go(f"ENVIRONMENT is {inspected.settings['ENVIRONMENT']}")
    return go("all three services take them")


async def strong(inspected: Inspected) -> Verdict:
    if inspected.local:
        return does_not_apply("`make run` makes its secrets up, and listens on loopback alone")
    found = secrets_in(inspected.settings)
    weak = sorted(name for name, value in found.items() if is_weak(value))
    if not inspected.settings.get("BOT_WEBHOOK_URL"):
        weak = [name for name in weak if name != "BOT_WEBHOOK_SECRET"]
    if weak:
        return no_go(f"too weak, or missing: {', '.join(weak)}; `fixline production-env` makes strong ones")
    values = [value for value in found.values() if value]
    if len(set(values)) < len(values):
        return no_go("two secrets are the same")
    return go(f"{len(values)} secrets of {SHORTEST} characters and more, no two alike")


def secrets_in(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the secrets by their settings, and the passwords in URLs; empty: it is not set."""
    own = {name: settings.get(name, "") for name in (*SECRETS, *(each for each in ALSO if each in settings))}
    urls = (*URLS, *(each for each in ALSO_URLS if each in settings))
    return own | {name: password_in(settings.get(name, "")) for name in urls}


def password_in(url: str) -> str:
    """Return nothing where there is none, or what should be a URL is not."""
    try:
        return unquote(urlsplit(url).password or "")
    except ValueError:
        return ""


def is_weak(value: str) -> bool:
    return len(value) < SHORTEST or len(set(value)) < FEWEST_KINDS or bool(EXAMPLE.search(value))
