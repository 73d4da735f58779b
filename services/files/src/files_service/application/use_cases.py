"""The map of the service: everything it does."""

from dataclasses import dataclass

from files_service.application.commands.attach_files import AttachFilesHandler
from files_service.application.commands.delete_ticket_files import DeleteTicketFilesHandler
from files_service.application.commands.forget_uploader import ForgetUploaderHandler
from files_service.application.commands.sweep_orphans import SweepOrphansHandler
from files_service.application.commands.upload_file import UploadFileHandler
from files_service.application.queries.download_file import DownloadFileHandler
from files_service.application.queries.get_file import GetFileHandler
from files_service.application.queries.list_files import ListFilesHandler


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCases:
    upload_file: UploadFileHandler
    download_file: DownloadFileHandler
    get_file: GetFileHandler
    list_files: ListFilesHandler
    attach_files: AttachFilesHandler
    forget_uploader: ForgetUploaderHandler
    delete_ticket_files: DeleteTicketFilesHandler
    sweep_orphans: SweepOrphansHandler
