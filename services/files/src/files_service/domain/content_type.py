"""What bytes are, told from the bytes; never from a name or a client's word."""

import re
from typing import Final

from files_service.domain.media_brands import type_of_brands

UNKNOWN: Final = "application/octet-stream"
HEAD_BYTES: Final = 64
"""So many bytes from the start are enough."""

# Only formats that people send from phones and that no viewer runs as a program. SVG, HTML and other markup
# carry scripts, so they stay UNKNOWN; so does everything not listed. First match wins.
SIGNATURES: Final[tuple[tuple[re.Pattern[bytes], str], ...]] = tuple(
    (re.compile(pattern, re.DOTALL), content_type)
    for pattern, content_type in (
        (rb"\xff\xd8\xff", "image/jpeg"),
        (rb"\x89PNG\r\n\x1a\n", "image/png"),
        (rb"GIF8[79]a", "image/gif"),
        (rb"RIFF.{4}WEBP", "image/webp"),
        (rb"II\*\x00.{4}CR", "image/x-canon-cr2"),
        (rb"(?:II\*\x00|MM\x00\*)", "image/tiff"),
        (rb"\x00\x00\x00\x0cJXL \r\n\x87\n", "image/jxl"),
        (rb"\x1aE\xdf\xa3.*webm", "video/webm"),
        (rb"\x1aE\xdf\xa3.*matroska", "video/x-matroska"),
        (rb"RIFF.{4}AVI ", "video/x-msvideo"),
        (rb"OggS.*\x80theora", "video/ogg"),
        (rb"OggS.*(?:OpusHead|\x01vorbis|\x7fFLAC|Speex)", "audio/ogg"),
        (rb"OggS", "application/ogg"),
        (rb"RIFF.{4}WAVE", "audio/wav"),
        (rb"fLaC", "audio/flac"),
        (rb"(?:ID3|\xff[\xf2\xf3\xfa\xfb])", "audio/mpeg"),
        (rb"%PDF-", "application/pdf"),
        (rb"PK\x03\x04", "application/zip"),
    )
)


JPEG_2000: Final = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
"""Stands before the `ftyp` box of that family."""


def content_type_of(head: bytes) -> str:
    """Return the content type of a file that starts with `head` (its first `HEAD_BYTES`, or all of it)."""
    head = head[:HEAD_BYTES]
    for signature, content_type in SIGNATURES:
        if signature.match(head):
            return content_type
    return type_of_brands(head.removeprefix(JPEG_2000)) or UNKNOWN
