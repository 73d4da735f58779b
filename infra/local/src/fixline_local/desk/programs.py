"""The processes of the desk: their command lines and environments."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fixline_chassis.settings import log_file_of
from fixline_local.desk.addresses import Addresses, Replica
from fixline_local.desk.callers import caller, declared_scopes
from fixline_local.desk.extras import ERRORS, METRICS, wanted
from fixline_local.desk.program import Program
from fixline_local.embedded.password import stored_password
from fixline_local.embedded.postgres import EmbeddedPostgres
from fixline_local.embedded.valkey import EmbeddedValkey
from fixline_local.errors.server import ErrorServer
from fixline_local.monitors.servers import Pace, as_written
from fixline_local.telegram.people import ADA, ALEX, BOT_TOKEN

SERVICES: Final = ("tickets", "files", "bot")
SCOPES: Final = {
    "tickets": [
        *("events.watch", "locations.read", "locations.write", "reports.read", "sla.read", "sla.write"),
        *("retention.read", "retention.write"),
        *("tickets.export", "tickets.read", "tickets.write"),
        *("users.read", "users.write"),
    ],
    "files": ["files.delete", "files.read", "files.write"],
}
"""What the bot's own tokens are for."""
API_TOKEN: Final = "api-token"  # noqa: S105  # a file's name
STAFF_SCOPES: Final = ["users.read", "users.write"]
SIMULATED_STAFF: Final = {"TICKETS_AGENT_TELEGRAM_IDS": ALEX, "TICKETS_ADMIN_TELEGRAM_IDS": ADA}
LOG_FILE: Final = "LOG_FILE"
PASSED_ON: Final = (
    *("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE", "HTTPS_PROXY", "NO_PROXY"),
    *("LOG_LEVEL", "LOG_FORMAT", LOG_FILE, "SENTRY_DSN", "TRACE_SAMPLE_RATIO", "BACKUP_METRICS_FILE"),
)
"""What the processes take over from the caller, beside the services' own variables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programs:
    """What runs, given a folder for its data, the addresses and what the environment asks for.

    `more_tickets`: processes of the tickets service besides the first; the callers spread their calls over all.
    `installed`: services that run from somewhere else than this checkout, each by the command to which `serve` and
    `migrate` are added.
    `pace`: how fast those who watch the desk look, evaluate and tell.
    """

    folder: Path
    addresses: Addresses
    environment: Mapping[str, str]
    durable: bool = True
    more_tickets: tuple[Replica, ...] = ()
    installed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    pace: Pace = as_written

    @property
    def postgres(self) -> EmbeddedPostgres:
        return EmbeddedPostgres(
            folder=self.folder / "postgres", port=self.addresses.postgres, durable=self.durable
        )

    @property
    def valkey(self) -> EmbeddedValkey:
        return EmbeddedValkey(folder=self.folder / "valkey", port=self.addresses.valkey, durable=self.durable)

    @property
    def simulated(self) -> bool:
        """Whether Telegram is the simulator: there is no token of a real bot."""
        return not self.environment.get("BOT_TOKEN")

    @property
    def has_metrics(self) -> bool:
        """Whether Prometheus and Alertmanager watch the desk."""
        return wanted(self.environment, METRICS)

    @property
    def errors(self) -> ErrorServer | None:
        """Where crash reports are kept; None where nobody asked for that."""
        if not wanted(self.environment, ERRORS):
            return None
        return ErrorServer(
            folder=self.folder / "errors", port=self.addresses.errors, secret=self._secret("errors")
        )

    def parts(self) -> list[Program]:
        """Return what the services need."""
        at = self.addresses
        traces = ["--grpc", f"127.0.0.1:{at.otlp}", "--http", f"127.0.0.1:{at.traces}"]
        traces += ["--keep", str(self.folder / "traces" / "spans.jsonl")]
        programs = [
            Program(name="postgres", stage=10, command=self.postgres.command(), stop_signal="INT"),
            Program(name="valkey", stage=10, command=self.valkey.command()),
            Program(name="traces", stage=20, command=[sys.executable, "-m", "fixline_local.traces", *traces]),
        ]
        if errors := self.errors:
            programs.append(
                Program(name="errors", stage=10, command=errors.command(), environment=errors.environment)
            )
        if self.simulated:
            options = ["--listen", f"127.0.0.1:{at.chat}", "--state", str(self.folder / "telegram")]
            options += ["--desk", f"http://127.0.0.1:{at.staff}"]
            command = [sys.executable, "-m", "fixline_local.telegram", *options]
            programs.append(Program(name="telegram", stage=20, command=command))
        return programs

    def services(self) -> list[Program]:
        first = [
            Program(name=name, stage=40 if name == "bot" else 30, command=self._serve(name))
            for name in SERVICES
        ]
        return first + [
            Program(
                name=f"tickets-{number}",
                stage=30,
                command=self._serve("tickets"),
                environment={
                    "TICKETS_GRPC_LISTEN": f"127.0.0.1:{replica.grpc}",
                    "TICKETS_ADMIN_LISTEN": f"127.0.0.1:{replica.admin}",
                    **self._log_file(f"tickets-{number}"),
                },
            )
            for number, replica in enumerate(self.more_tickets, 2)
        ]

    def _log_file(self, program: str) -> dict[str, str]:
        """Return the file of a process's own, beside one that another of its service writes."""
        path = log_file_of(program, self.environment.get(LOG_FILE) or None)
        return {} if path is None else {LOG_FILE: path}

    def admin_ports(self) -> dict[str, int]:
        """Return where each service program says whether it is ready."""
        first: dict[str, int] = {name: getattr(self.addresses, f"{name}_admin") for name in SERVICES}
        return first | {f"tickets-{number}": each.admin for number, each in enumerate(self.more_tickets, 2)}

    def tickets_ports(self) -> list[int]:
        """Return the gRPC port of every process of the tickets service, the first one's first."""
        return [self.addresses.tickets_grpc, *(each.grpc for each in self.more_tickets)]

    def tickets_target(self) -> str:
        """Return the gRPC target that stands for every process of the tickets service."""
        return "ipv4:" + ",".join(f"127.0.0.1:{port}" for port in self.tickets_ports())

    def process_environment(self) -> dict[str, str]:
        """Return the environment that all processes share; each service reads what bears its prefix.

        What the caller set wins over what is derived here.
        """
        shared = {
            "ENVIRONMENT": "local",
            "GRPC_VERBOSITY": "NONE",
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{self.addresses.otlp}",
            "PSEUDONYM_KEY": self._secret("pseudonym-key"),
            "PYTHONUNBUFFERED": "1",
        }
        errors = {"SENTRY_DSN": self.errors.dsn} if self.errors else {}
        databases = {f"{name.upper()}_DATABASE_URL": self.postgres.url(name) for name in SERVICES}
        prefixes = tuple(f"{name.upper()}_" for name in SERVICES)
        given = {
            key: value
            for key, value in self.environment.items()
            if value and (key.startswith(prefixes) or key in PASSED_ON)
        }
        return (
            shared
            | errors
            | databases
            | self._tickets()
            | self._files()
            | self._bot()
            | given
            | self._staff()
        )

    def _tickets(self) -> dict[str, str]:
        at = self.addresses
        return {
            "TICKETS_GRPC_LISTEN": f"127.0.0.1:{at.tickets_grpc}",
            "TICKETS_ADMIN_LISTEN": f"127.0.0.1:{at.tickets_admin}",
            "TICKETS_CALLERS": self._callers("tickets"),
            "TICKETS_INVITE_KEY": self._secret("tickets-invite-key"),
            "TICKETS_REFLECTION": "true",
        }

    def _staff(self) -> dict[str, str]:
        """Return who works on requests and who appoints: whom the caller names, beside the simulator's own."""
        if not self.simulated:
            return {}
        named = {variable: self.environment.get(variable, "") for variable in SIMULATED_STAFF}
        return {
            variable: ",".join(filter(None, [str(own), named[variable]]))
            for variable, own in SIMULATED_STAFF.items()
        }

    def _files(self) -> dict[str, str]:
        at = self.addresses
        return {
            "FILES_GRPC_LISTEN": f"127.0.0.1:{at.files_grpc}",
            "FILES_ADMIN_LISTEN": f"127.0.0.1:{at.files_admin}",
            "FILES_CALLERS": self._callers("files"),
            "FILES_STORE_URL": (self.folder / "attachments").resolve().as_uri(),
            "FILES_REFLECTION": "true",
        }

    def _bot(self) -> dict[str, str]:
        at = self.addresses
        environment = {
            "BOT_VALKEY_URL": self.valkey.url(),
            "BOT_ADMIN_LISTEN": f"127.0.0.1:{at.bot_admin}",
            "BOT_WEBHOOK_LISTEN": f"127.0.0.1:{at.webhook}",
            "BOT_TICKETS_TARGET": self.tickets_target(),
            "BOT_TICKETS_TOKEN": self._secret("bot-tickets-token"),
            "BOT_FILES_TARGET": f"127.0.0.1:{at.files_grpc}",
            "BOT_FILES_TOKEN": self._secret("bot-files-token"),
        }
        if self.simulated:
            environment["BOT_TOKEN"] = BOT_TOKEN
            environment["BOT_API_URL"] = f"http://127.0.0.1:{at.chat}"
        return environment

    def _serve(self, name: str) -> list[str]:
        here = (sys.executable, "-m", f"{name}_service")
        return [*self.installed.get(name, here), "serve"]

    def token(self, service: str) -> str:
        """Return the token with which the bot calls `service`."""
        return self._secret(f"bot-{service}-token")

    def api_token(self) -> str:
        """Return the token for whoever else calls the services: it has every scope of both."""
        return self._secret(API_TOKEN)

    def staff_token(self) -> str:
        """Return the token with which the staff room calls the tickets service."""
        return self._secret("staff-tickets-token")

    def _callers(self, service: str) -> str:
        callers = {
            "bot": caller(self.token(service), SCOPES[service]),
            "api": caller(self.api_token(), declared_scopes(service)),
        }
        if service == "tickets" and self.simulated:
            callers["staff-room"] = caller(self.staff_token(), STAFF_SCOPES)
        return json.dumps(callers)

    def _secret(self, name: str) -> str:
        folder = self.folder / "secrets"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return stored_password(folder / name)
