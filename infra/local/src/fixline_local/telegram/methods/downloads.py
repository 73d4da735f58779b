"""getFile."""

from typing import Final

from aiogram.methods import GetFile

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import bad_request
from fixline_local.telegram.store.database import Json

MAX_DOWNLOAD: Final = 20 * 1024 * 1024


def get_file(call: Call, method: GetFile) -> Json:
    try:
        file = call.world.files.of_id(call.bot.id, method.file_id)
    except LookupError as error:
        raise bad_request("invalid file_id") from error
    if file.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": method.file_id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "file_path": file.path,
    }
