"""What a caller's token must allow, method by method; what is not listed is refused to everyone."""

from collections.abc import Mapping
from typing import Final

READ: Final = "files.read"
WRITE: Final = "files.write"

METHOD_SCOPES: Final[Mapping[str, str]] = {
    "fixline.files.v1.FileService/UploadFile": WRITE,
    "fixline.files.v1.FileService/DownloadFile": READ,
    "fixline.files.v1.FileService/GetFile": READ,
    "fixline.files.v1.FileService/ListFiles": READ,
    "fixline.files.v1.FileService/AttachFiles": WRITE,
}
