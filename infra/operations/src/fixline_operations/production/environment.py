"""What the services of a desk on one machine are told: strong secrets, and addresses on loopback."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from fixline_local.desk.callers import declared_scopes
from fixline_local.desk.programs import SCOPES, SERVICES
from fixline_operations.backup.metrics import FILE as METRICS_FILE

WEBHOOK: Final = "/telegram/webhook"
WEBHOOK_PORTS: Final = frozenset({443, 80, 88, 8443})
"""Where Telegram calls (https://core.telegram.org/bots/webhooks)."""
GRPC_PORTS: Final = {"tickets": 50051, "files": 50052}
ADMIN_PORTS: Final = {"bot": 9100, "tickets": 9101, "files": 9102}
BACKUPS: Final = "/var/backups/fixline"
HEAD: Final = """\
# The settings of a desk in production, made by `make production-env`. The secrets were made up here, and are nowhere
# else: keep a copy where you keep passwords, and let nobody else read this file."""


class AddressError(ValueError):
    """Telegram could not call this address; the text says why."""


@dataclass(frozen=True, slots=True)
class Section:
    words: str
    settings: Mapping[str, str]


def webhook_url(address: str) -> str:
    """Return where Telegram is to call a desk at `desk.example.org` or `https://desk.example.org:8443`.

    Raises `AddressError`.
    """
    parts = urlsplit(address if "://" in address else f"https://{address}")
    try:
        port = parts.port
    except ValueError:
        raise AddressError(f"{address} has no port that could be: leave it out for 443") from None
    if parts.scheme != "https" or not parts.hostname or parts.username is not None:
        raise AddressError(f"{address} is no https address, such as https://desk.example.org")
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise AddressError(f"{address} has a path: name the host alone")
    if "." not in parts.hostname or parts.hostname != parts.hostname.strip():
        raise AddressError(f"{address} is no name that Telegram could look up")
    if is_of_a_network_of_its_own(parts.hostname):
        raise AddressError(
            f"{parts.hostname} is an address of your own network, where Telegram does not find it: give the public "
            "one, or none, and the bot asks Telegram for news itself"
        )
    if port is not None and port not in WEBHOOK_PORTS:
        raise AddressError(f"Telegram calls the ports 443, 80, 88 and 8443 only, not {port}")
    return f"https://{parts.netloc}{WEBHOOK}"


def is_of_a_network_of_its_own(host: str) -> bool:
    """Whether it is an address that others have, too, such as 192.168.1.5, and no name."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


def secret() -> str:
    """Return 256 random bits in letters, digits, `_` and `-`: nothing that a shell, a URL or an .env would read."""
    return secrets.token_urlsafe(32)


def sections(bot_token: str, webhook: str) -> list[Section]:
    """Return all settings, with secrets that are made up anew; without a `webhook` the bot polls."""
    tokens = {service: secret() for service in GRPC_PORTS}
    api_token = secret()
    return [
        Section(
            "All services. SENTRY_DSN and OTEL_EXPORTER_OTLP_ENDPOINT: the README has the table.",
            {
                "ENVIRONMENT": "production",
                "PSEUDONYM_KEY": secret(),
            },
        ),
        Section(
            "PostgreSQL: `fixline databases-sql` prints what makes these databases.",
            {
                f"{name.upper()}_DATABASE_URL": f"postgresql+asyncpg://fixline_{name}:{secret()}@127.0.0.1:5432/{name}"
                for name in SERVICES
            },
        ),
        Section(
            "Valkey or Redis: `requirepass` is the password.",
            {
                "BOT_VALKEY_URL": f"redis://:{secret()}@127.0.0.1:6379/0",
            },
        ),
        Section(
            "Telegram. BOT_TIME_ZONE, such as Europe/Berlin, for people who did not choose theirs.",
            {
                "BOT_TOKEN": bot_token,
                **(_webhook(webhook) if webhook else {}),
            },
        ),
        Section(
            "The services and their callers: a caller has the token, the service its digest.",
            {
                "BOT_TICKETS_TOKEN": tokens["tickets"],
                "BOT_FILES_TOKEN": tokens["files"],
                "FIXLINE_API_TOKEN": api_token,
                **{
                    f"{service.upper()}_CALLERS": _callers(service, tokens[service], api_token)
                    for service in GRPC_PORTS
                },
                "TICKETS_INVITE_KEY": secret(),
            },
        ),
        Section(
            "Where they listen, and find each other.",
            {
                **{
                    f"{service.upper()}_GRPC_LISTEN": f"127.0.0.1:{port}"
                    for service, port in GRPC_PORTS.items()
                },
                **{
                    f"{service.upper()}_ADMIN_LISTEN": f"127.0.0.1:{port}"
                    for service, port in ADMIN_PORTS.items()
                },
                **{
                    f"BOT_{service.upper()}_TARGET": f"127.0.0.1:{port}"
                    for service, port in GRPC_PORTS.items()
                },
            },
        ),
        Section(
            "Attachments: a folder, or s3://bucket/prefix with AWS_….",
            {
                "FILES_STORE_URL": "file:///var/lib/fixline/attachments",
            },
        ),
        Section(
            "Backups: better on another disk, and encrypted: `fixline backup key FILE` prints BACKUP_RECIPIENT.",
            {
                "BACKUP_DATABASE_URL": f"postgresql+asyncpg://fixline_backup:{secret()}@127.0.0.1:5432/postgres",
                "BACKUP_FOLDER": BACKUPS,
                "BACKUP_KEEP": "7",
                "BACKUP_METRICS_FILE": f"{BACKUPS}/{METRICS_FILE}",
            },
        ),
    ]


def settings_in(parts: list[Section]) -> dict[str, str]:
    return {name: value for part in parts for name, value in part.settings.items()}


def text_of(parts: list[Section]) -> str:
    """Return the file. No value needs quoting: systemd, compose and python-dotenv read the same in it."""
    blocks = [HEAD, *(_block(part) for part in parts)]
    return "\n\n".join(blocks) + "\n"


def _block(part: Section) -> str:
    return "\n".join([f"# {part.words}", *(f"{name}={value}" for name, value in part.settings.items())])


def _webhook(url: str) -> dict[str, str]:
    return {
        "BOT_WEBHOOK_URL": url,
        "BOT_WEBHOOK_LISTEN": "127.0.0.1:8082",
        "BOT_WEBHOOK_SECRET": secret(),
    }


def _callers(service: str, bot_token: str, api_token: str) -> str:
    callers = {
        "bot": _caller(bot_token, SCOPES[service]),
        "api": _caller(api_token, declared_scopes(service)),
    }
    return json.dumps(callers, separators=(",", ":"))


def _caller(token: str, scopes: list[str]) -> dict[str, object]:
    return {"token_sha256": sha256(token.encode()).hexdigest(), "scopes": scopes}
