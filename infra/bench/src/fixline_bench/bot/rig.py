"""What is measured: the bot between a webhook, the services it asks, and a stand-in of the Bot API."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

import psutil
from aiohttp import ClientError, ClientSession

from fixline_bench import dataset
from fixline_bench.bot.bot_api import BotApi, bot_api
from fixline_bench.bot.updates import BOT_TOKEN, CHATS, PATH, SECRET, Way
from fixline_bench.child import python, running
from fixline_bench.client import TOKEN
from fixline_bench.rig import Rig
from fixline_bench.telling import Telling, told_to
from fixline_local.embedded.valkey import EmbeddedValkey
from fixline_local.ports import free_ports

UNLIMITED: Final = Path(__file__).with_name("unlimited.py")
SCOPES: Final = ["files.read", "files.write"]
TICKETS: Final = 480
"""Three for each person, all open: what `/my` shows."""


def cpu_of(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """A process that takes updates in and calls the Bot API."""

    process: psutil.Process
    way: Way
    database: str = ""

    def cpu(self) -> float:
        """Return the processor time that it has used, its own and the kernel's for it, in seconds."""
        return cpu_of(self.process)

    def mib(self) -> float:
        """Return its resident set."""
        return float(self.process.memory_info().rss) / 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class BotRig:
    """The services tickets and files with their data, Valkey and the stand-in, all running."""

    rig: Rig
    api: BotApi
    valkey: EmbeddedValkey
    tickets_target: str
    files_target: str
    _names: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def bot(
        self,
        interpreter: Path = Path(sys.executable),
        database: str = "",
        telling: Telling | None = None,
        *,
        within_limits: bool = False,
    ) -> AsyncIterator[Bot]:
        """Run the bot of the build to which `interpreter` belongs, on `database` or on an empty one of its own.

        Unless it is told otherwise, everything is on, but for Telegram's limits and people's.
        """
        telling = telling or told_to(self.rig.otlp_port)
        name = database or f"{self.rig.database}_bot_{len(self._names)}"
        self._names.append(name)
        webhook, admin = free_ports(2)
        environment = self._environment(name, webhook, admin) | dict(telling.environment)
        await self.rig.postgres.ensure_database(name)
        await migrate(interpreter, environment)
        command = telling.python(
            "bot_service" if within_limits else str(UNLIMITED), "serve", interpreter=interpreter
        )
        log = self.rig.folder / f"{name}.log"
        async with running(
            command, log=log, ready=Answers(admin, "/readyz"), environment=environment
        ) as process:
            yield Bot(process=process, way=Way(port=webhook, api=self.api), database=name)

    @asynccontextmanager
    async def bare(self) -> AsyncIterator[Bot]:
        (port,) = free_ports(1)
        command = python("fixline_bench.bot.bare_bot", str(port), self.api.url)
        log = self.rig.folder / "bare-bot.log"
        async with running(command, log=log, ready=Answers(port, "/docs")) as process:
            yield Bot(process=process, way=Way(port=port, api=self.api))

    def _environment(self, name: str, webhook: int, admin: int) -> dict[str, str]:
        return dict(os.environ) | {
            "ENVIRONMENT": "production",
            "GRPC_VERBOSITY": "NONE",
            "PSEUDONYM_KEY": "bench",
            "BOT_TOKEN": BOT_TOKEN,
            "BOT_API_URL": self.api.url,
            "BOT_DATABASE_URL": self.rig.postgres.url(name),
            "BOT_VALKEY_URL": self.valkey.url(len(self._names) % 16),
            "BOT_ADMIN_LISTEN": f"127.0.0.1:{admin}",
            "BOT_WEBHOOK_URL": f"http://127.0.0.1:{webhook}{PATH}",
            "BOT_WEBHOOK_LISTEN": f"127.0.0.1:{webhook}",
            "BOT_WEBHOOK_SECRET": SECRET,
            "BOT_TICKETS_TARGET": self.tickets_target,
            "BOT_TICKETS_TOKEN": TOKEN,
            "BOT_FILES_TARGET": self.files_target,
            "BOT_FILES_TOKEN": TOKEN,
        }


@dataclass(frozen=True, slots=True)
class Answers:
    """Whether something on this machine answers a GET with 200."""

    port: int
    path: str

    async def __call__(self) -> bool:
        try:
            async with (
                ClientSession() as session,
                session.get(f"http://127.0.0.1:{self.port}{self.path}") as answer,
            ):
                return answer.ok
        except ClientError:
            return False


@asynccontextmanager
async def around(rig: Rig, *, tickets: int = TICKETS) -> AsyncIterator[BotRig]:
    """Start what the bot needs: people with open tickets, Valkey, and whom it calls."""
    connection = await rig.connect()
    await dataset.people(connection, CHATS)
    await dataset.tickets(connection, 1, tickets, users=CHATS, of=dataset.ALL_OPEN)
    await connection.close()
    (port,) = free_ports(1)
    valkey = EmbeddedValkey(folder=rig.folder / "valkey", port=port, durable=False)
    valkey.initialise()
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(bot_api())
        ready = valkey.accepts_connections
        await stack.enter_async_context(running(valkey.command(), log=rig.folder / "valkey.log", ready=ready))
        service = await stack.enter_async_context(rig.service())
        files_target = await stack.enter_async_context(files(rig))
        yield BotRig(
            rig=rig, api=api, valkey=valkey, tickets_target=service.target, files_target=files_target
        )


@asynccontextmanager
async def files(rig: Rig) -> AsyncIterator[str]:
    """Serve the files service; yields its address."""
    grpc, admin = free_ports(2)
    database = f"{rig.database}_files"
    await rig.postgres.ensure_database(database)
    environment = dict(os.environ) | {
        "ENVIRONMENT": "production",
        "GRPC_VERBOSITY": "NONE",
        "FILES_DATABASE_URL": rig.postgres.url(database),
        "FILES_CALLERS": json.dumps(
            {"bot": {"token_sha256": sha256(TOKEN.encode()).hexdigest(), "scopes": SCOPES}}
        ),
        "FILES_STORE_URL": (rig.folder / "attachments").as_uri(),
        "FILES_GRPC_LISTEN": f"127.0.0.1:{grpc}",
        "FILES_ADMIN_LISTEN": f"127.0.0.1:{admin}",
    }
    await migrate(Path(sys.executable), environment, service="files")
    command = python("files_service", "serve")
    log = rig.folder / "files.log"
    async with running(command, log=log, ready=Answers(admin, "/readyz"), environment=environment):
        yield f"127.0.0.1:{grpc}"


async def migrate(interpreter: Path, environment: Mapping[str, str], *, service: str = "bot") -> None:
    """Bring a database to what that build expects. Raises `RuntimeError` with its words."""
    command = (str(interpreter), "-m", f"{service}_service", "migrate", "upgrade")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=pipe, stderr=pipe)
    _, said = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {said.decode(errors='replace')[-4000:]}")
