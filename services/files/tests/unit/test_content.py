import hashlib

import pytest

from files_service.domain.content import MAX_FILE_BYTES, Content, ContentMeter
from files_service.domain.content_type import content_type_of
from files_service.domain.errors import ChecksumMismatchError, EmptyFileError, FileTooLargeError

MIB = b"x" * 1024 * 1024


def test_bytes_are_described_as_they_pass() -> None:
    meter = ContentMeter()
    for chunk in (b"\xff", b"\xd8\xff", b"\xe0" * 100, b"end"):
        meter.add(chunk)
    whole = b"\xff\xd8\xff" + b"\xe0" * 100 + b"end"
    digest = hashlib.sha256(whole).hexdigest()
    assert meter.content(expected_sha256=digest) == Content(
        size_bytes=len(whole), sha256=digest, content_type="image/jpeg"
    )


def test_twenty_mebibytes_are_fine_and_one_byte_more_is_not() -> None:
    meter = ContentMeter()
    for _ in range(20):
        meter.add(MIB)
    assert meter.content().size_bytes == MAX_FILE_BYTES
    with pytest.raises(FileTooLargeError) as caught:
        meter.add(b"!")
    assert caught.value.facts() == {"limit_bytes": "20971520"}


def test_nothing_is_no_file() -> None:
    with pytest.raises(EmptyFileError):
        ContentMeter().content()


def test_other_bytes_than_announced_are_refused() -> None:
    meter = ContentMeter()
    meter.add(b"this")
    announced, came = hashlib.sha256(b"that").hexdigest(), hashlib.sha256(b"this").hexdigest()
    with pytest.raises(ChecksumMismatchError) as caught:
        meter.content(expected_sha256=announced)
    assert caught.value.facts() == {"expected": announced, "actual": came}


@pytest.mark.parametrize(
    ("head", "content_type"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00", "image/png"),
        (b"GIF89a\x01", "image/gif"),
        (b"RIFF\n\x1a\x00\x00WEBPVP8 ", "image/webp"),
        (b"II*\x00\x08", "image/tiff"),
        (b"\x00\x00\x00\x18ftypheic\x00", "image/heic"),
        (b"\x00\x00\x00\x1cftypavif", "image/avif"),
        (b"\x00\x00\x00\x14ftypqt  ", "video/quicktime"),
        (b"\x00\x00\x00\x20ftypM4A ", "audio/mp4"),
        (b"\x00\x00\x00\x18ftyp3gp4", "video/3gpp"),
        (b"\x00\x00\x00\x20ftypisom", "video/mp4"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "video/webm"),
        (b"\x1aE\xdf\xa3\xa3B\x86\x81\x01B\x82\x88matroska", "video/x-matroska"),
        (b"RIFF\n\n\n\nAVI LIST", "video/x-msvideo"),
        (b"OggS\x00\x02" + b"\x00" * 22 + b"\x80theora", "video/ogg"),
        (b"OggS\x00\x02" + b"\x00" * 22 + b"OpusHead", "audio/ogg"),
        (b"RIFF\n\n\n\nWAVEfmt ", "audio/wav"),
        (b"fLaC\x00", "audio/flac"),
        (b"ID3\x04", "audio/mpeg"),
        (b"\xff\xfb\x90", "audio/mpeg"),
        (b"%PDF-1.7", "application/pdf"),
        (b"PK\x03\x04", "application/zip"),
    ],
)
def test_known_formats_are_told_from_their_bytes(head: bytes, content_type: str) -> None:
    assert content_type_of(head) == content_type


@pytest.mark.parametrize(
    "head",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b" \n<html>",
        b"plain text",
        b"MZ\x90\x00",
        b"",
        b"\xff",
    ],
)
def test_anything_else_is_bytes(head: bytes) -> None:
    assert content_type_of(head) == "application/octet-stream"
