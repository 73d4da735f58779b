"""From files of older systems to messages."""

from fixline.tickets.v1 import old_file_pb2
from tickets_service.adapters.inbound.grpc.enums import OLD_FILE_KINDS, OLD_FILE_STATES
from tickets_service.adapters.inbound.grpc.names import old_file_name, ticket_name, user_name
from tickets_service.adapters.inbound.grpc.timestamps import timestamp
from tickets_service.domain.origins.old_file import OldFile


def old_file_message(file: OldFile) -> old_file_pb2.OldFile:
    return old_file_pb2.OldFile(
        name=old_file_name(file.id),
        ticket=ticket_name(file.ticket_id),
        kind=OLD_FILE_KINDS[file.kind] if file.kind else old_file_pb2.OldFile.KIND_UNSPECIFIED,
        file_name=file.file_name,
        telegram_file_id=file.telegram_file_id,
        size_bytes=file.size_bytes or 0,
        uploader=user_name(file.author_id),
        create_time=timestamp(file.created_at),
        state=OLD_FILE_STATES[file.state],
        file=file.file,
    )
