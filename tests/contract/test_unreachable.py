"""Services that cannot be reached."""

from collections.abc import AsyncIterator
from uuid import uuid4

import grpc
import pytest

from bot_service.adapters.outbound.grpc.files.files import GrpcFileGateway
from bot_service.adapters.outbound.grpc.notifications.events import GrpcEventFeed
from bot_service.adapters.outbound.grpc.people.users import GrpcUserDirectory
from bot_service.adapters.outbound.grpc.tickets.tickets import GrpcTicketGateway
from bot_service.application.errors import UnavailableError
from bot_service.domain.files.attachment import Attachment, AttachmentKind
from fixline_local.ports import free_ports
from fixline_rpc.client.channel import create_channel

VOICE = Attachment(file_id="v", kind=AttachmentKind.VOICE, file_name="voice.ogg", size_bytes=3)


async def content() -> AsyncIterator[bytes]:
    yield b"abc"


@pytest.fixture
async def channel() -> AsyncIterator[grpc.aio.Channel]:
    (port,) = free_ports(1)
    async with create_channel(f"127.0.0.1:{port}", token="t", default_timeout_seconds=1) as channel:
        yield channel


async def test_every_gateway_says_not_now(channel: grpc.aio.Channel) -> None:
    with pytest.raises(UnavailableError):
        await GrpcTicketGateway(channel).get(1, acting=None)
    with pytest.raises(UnavailableError):
        await GrpcUserDirectory(channel).staff()
    with pytest.raises(UnavailableError):
        await GrpcFileGateway(channel).upload(VOICE, content(), acting="users/1", request_id=uuid4())
    with pytest.raises(UnavailableError):
        await anext(GrpcEventFeed(channel).watch(""))
