"""What the services have of a person, and their ways to erase it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from grpc import StatusCode, aio

from fixline.files.v1 import file_service_pb2 as files_pb
from fixline.files.v1.file_service_pb2_grpc import FileServiceStub
from fixline.tickets.v1 import user_service_pb2 as users_pb
from fixline.tickets.v1.user_service_pb2_grpc import UserServiceStub
from fixline_operations.deployment import API_TOKEN, Deployment
from fixline_operations.errors import OperationError
from fixline_rpc.client.channel import create_channel
from fixline_rpc.errors import failure_of

SECONDS: Final = 120.0
STORES: Final = ("BOT_DATABASE_URL", "BOT_VALKEY_URL")
NOBODY: Final = "PERSON_NOT_FOUND"

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    telegram_id: int
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Known:
    user: str
    """`users/{user}`."""
    counts: Counts


async def in_tickets(deployment: Deployment, request: Request, *, dry_run: bool) -> Known | None:
    """Erase what tickets has of the person; None where it knows nobody by that id. Raises `OperationError`."""
    async with create_channel(
        deployment.setting("BOT_TICKETS_TARGET"), token=deployment.setting(API_TOKEN)
    ) as channel:
        asked = users_pb.ForgetUserRequest(
            telegram_id=request.telegram_id,
            reason=f"{request.reason} (asked by {request.by})",
            validate_only=dry_run,
            request_id=str(uuid4()),
        )
        try:
            answer = await UserServiceStub(channel).ForgetUser(asked, timeout=SECONDS)
        except aio.AioRpcError as error:
            if failure_of(error).reason == NOBODY:
                return None
            raise refused("tickets", error) from error
    counts = {
        "tickets described or rated by them": answer.tickets,
        "comments of theirs": answer.comments,
        "entries of histories that quote them": answer.events,
        "tickets that they follow": answer.followed,
        "kept answers about them": answer.answers,
    }
    return Known(answer.user, counts)


async def in_files(deployment: Deployment, user: str, *, dry_run: bool) -> Counts:
    """Remove what the user uploaded. Raises `OperationError`."""
    async with create_channel(
        deployment.setting("BOT_FILES_TARGET"), token=deployment.setting(API_TOKEN)
    ) as channel:
        asked = files_pb.ForgetUploaderRequest(uploader=user, validate_only=dry_run, request_id=str(uuid4()))
        try:
            answer = await FileServiceStub(channel).ForgetUploader(asked, timeout=SECONDS)
        except aio.AioRpcError as error:
            raise refused("files", error) from error
    return {"files": answer.files, "bytes of them": answer.size_bytes}


def in_bot(deployment: Deployment, request: Request, *, dry_run: bool) -> list[str]:
    """Run the bot's own command; return the lines in which it tells its counts. Raises `OperationError`."""
    why = ["--dry-run"] if dry_run else [f"--reason={request.reason}", f"--by={request.by}"]
    command = [sys.executable, "-m", "bot_service", "forget", str(request.telegram_id), *why]
    settings = {name: deployment.setting(name) for name in STORES}
    done = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=False)  # noqa: S603  # our own
    if done.returncode:
        raise OperationError(f"The bot's part failed: {' '.join(done.stderr.split())}. Run it again.")
    return done.stdout.splitlines()[:-1]


def refused(service: str, error: aio.AioRpcError) -> OperationError:
    failure = failure_of(error)
    if failure.code is StatusCode.UNAVAILABLE:
        return OperationError(f"The service {service} cannot be reached: run it again when it is back.")
    return OperationError(f"The service {service} refuses: {failure.message} ({failure.reason}).")
