"""Wires use cases to whatever ports they are given."""

from datetime import timedelta
from typing import Final

from files_service.application.commands.attach_files import AttachFilesHandler
from files_service.application.commands.delete_ticket_files import DeleteTicketFilesHandler
from files_service.application.commands.forget_uploader import ForgetUploaderHandler
from files_service.application.commands.remove_files import FileRemover
from files_service.application.commands.sweep_orphans import SweepLimits, SweepOrphansHandler
from files_service.application.commands.upload_file import UploadFileHandler
from files_service.application.ports.blob_store import BlobStore
from files_service.application.ports.clock import Clock
from files_service.application.ports.file_reader import FileReader
from files_service.application.ports.identifiers import Identifiers
from files_service.application.ports.unit_of_work import UnitOfWorkFactory
from files_service.application.queries.download_file import DownloadFileHandler
from files_service.application.queries.get_file import GetFileHandler
from files_service.application.queries.list_files import ListFilesHandler
from files_service.application.use_cases import UseCases

UPLOAD_LIMIT: Final = timedelta(minutes=10)
SWEEP_LIMITS: Final = SweepLimits(
    abandoned_after=timedelta(hours=1),
    unattached_after=timedelta(hours=24),
    unnamed_after=timedelta(days=7),
    keys_after=timedelta(hours=48),
)


def create_use_cases(
    *,
    unit_of_work: UnitOfWorkFactory,
    reader: FileReader,
    blobs: BlobStore,
    clock: Clock,
    identifiers: Identifiers,
    upload_limit: timedelta = UPLOAD_LIMIT,
    sweep_limits: SweepLimits = SWEEP_LIMITS,
) -> UseCases:
    remove = FileRemover(unit_of_work=unit_of_work, blobs=blobs)
    return UseCases(
        upload_file=UploadFileHandler(
            unit_of_work=unit_of_work,
            reader=reader,
            blobs=blobs,
            clock=clock,
            identifiers=identifiers,
            time_limit=upload_limit,
        ),
        download_file=DownloadFileHandler(reader=reader, blobs=blobs),
        get_file=GetFileHandler(reader=reader),
        list_files=ListFilesHandler(reader=reader),
        attach_files=AttachFilesHandler(unit_of_work=unit_of_work, clock=clock),
        forget_uploader=ForgetUploaderHandler(reader=reader, remove=remove),
        delete_ticket_files=DeleteTicketFilesHandler(reader=reader, remove=remove),
        sweep_orphans=SweepOrphansHandler(
            unit_of_work=unit_of_work, reader=reader, blobs=blobs, clock=clock, limits=sweep_limits
        ),
    )
