"""The desk's gRPC APIs as any internal service would use them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256

from google.protobuf.duration_pb2 import Duration

from fixline.files.v1 import file_service_pb2 as files_pb
from fixline.files.v1.file_pb2 import File
from fixline.files.v1.file_service_pb2_grpc import FileServiceStub
from fixline.tickets.v1 import old_file_service_pb2 as old_files_pb
from fixline.tickets.v1 import ticket_service_pb2 as tickets_pb
from fixline.tickets.v1.event_pb2 import Event
from fixline.tickets.v1.old_file_pb2 import OldFile
from fixline.tickets.v1.old_file_service_pb2_grpc import OldFileServiceStub
from fixline.tickets.v1.ticket_pb2 import Ticket
from fixline.tickets.v1.ticket_service_pb2_grpc import TicketServiceStub
from fixline_local.desk.programs import Programs
from fixline_rpc.client.channel import create_channel

SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class ApiClient:
    """Acts as the bot's own service account: no acting user."""

    tickets: TicketServiceStub
    files: FileServiceStub
    old_files: OldFileServiceStub

    async def ticket(self, name: str) -> Ticket:
        request = tickets_pb.GetTicketRequest(name=name)
        return (await self.tickets.GetTicket(request, timeout=SECONDS)).ticket

    async def all_events(self) -> list[Event]:
        """Return the whole history so far: the stream up to its first heartbeat."""
        request = tickets_pb.WatchEventsRequest(heartbeat_interval=Duration(seconds=1))
        stream = self.tickets.WatchEvents(request, timeout=SECONDS)
        events = []
        async for answer in stream:
            if not answer.HasField("event"):
                stream.cancel()
                break
            events.append(answer.event)
        return events

    async def files_of(self, ticket: str) -> list[File]:
        request = files_pb.ListFilesRequest(ticket=ticket)
        answer = await self.files.ListFiles(request, timeout=SECONDS)
        return list(answer.files)

    async def old_files_of(self, ticket: str) -> list[OldFile]:
        """Return what came with the ticket from an older system."""
        request = old_files_pb.ListOldFilesRequest(ticket=ticket)
        answer = await self.old_files.ListOldFiles(request, timeout=SECONDS)
        return list(answer.old_files)

    async def sha256_of(self, file: str) -> str:
        """Download the file and return the SHA-256 of its bytes, in hex."""
        request = files_pb.DownloadFileRequest(name=file)
        hashed = sha256()
        async for answer in self.files.DownloadFile(request, timeout=SECONDS):
            hashed.update(answer.chunk)
        return hashed.hexdigest()


@asynccontextmanager
async def api_client(programs: Programs) -> AsyncIterator[ApiClient]:
    files = f"127.0.0.1:{programs.addresses.files_grpc}"
    async with (
        create_channel(programs.tickets_target(), token=programs.token("tickets")) as to_tickets,
        create_channel(files, token=programs.token("files")) as to_files,
    ):
        yield ApiClient(
            TicketServiceStub(to_tickets), FileServiceStub(to_files), OldFileServiceStub(to_tickets)
        )
