"""OldFileService over gRPC: request in, use case, response out."""

# ruff: noqa: ARG002, N802  # names and signatures are gRPC's

from typing import Any

from grpc.aio import ServicerContext

from fixline.tickets.v1 import old_file_service_pb2 as pb
from fixline.tickets.v1 import old_file_service_pb2_grpc
from tickets_service.adapters.inbound.grpc.origins import requests
from tickets_service.adapters.inbound.grpc.origins.messages import old_file_message
from tickets_service.application.use_cases.origins import OriginUseCases

Context = ServicerContext[Any, Any]


class OldFileServicer(old_file_service_pb2_grpc.OldFileServiceServicer):
    def __init__(self, origins: OriginUseCases) -> None:
        self._origins = origins

    async def ListOldFiles(
        self, request: pb.ListOldFilesRequest, context: Context
    ) -> pb.ListOldFilesResponse:
        page = await self._origins.list_old_files(requests.list_old_files(request))
        files = [old_file_message(file) for file in page.items]
        return pb.ListOldFilesResponse(old_files=files, next_page_token=page.next_token)

    async def ListDueOldFiles(
        self, request: pb.ListDueOldFilesRequest, context: Context
    ) -> pb.ListDueOldFilesResponse:
        due = await self._origins.list_due_old_files(requests.list_due_old_files(request))
        files = [old_file_message(file) for file in due.files]
        return pb.ListDueOldFilesResponse(old_files=files, waiting_count=due.waiting)

    async def SettleOldFile(
        self, request: pb.SettleOldFileRequest, context: Context
    ) -> pb.SettleOldFileResponse:
        file = await self._origins.settle_old_file(requests.settle_old_file(request))
        return pb.SettleOldFileResponse(old_file=old_file_message(file))
