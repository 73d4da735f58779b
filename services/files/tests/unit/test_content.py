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
        (b"II*\x00\x10\x00\x00\x00CR\x02\x00", "image/x-canon-cr2"),
        (b"\x00\x00\x00\x0cJXL \r\n\x87\n\x00\x00\x00\x14ftypjxl ", "image/jxl"),
        (b"\x00\x00\x00\x0cjP  \r\n\x87\n\x00\x00\x00\x14ftypjp2 ", "image/jp2"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "video/webm"),
        (b"\x1aE\xdf\xa3\xa3B\x86\x81\x01B\x82\x88matroska", "video/x-matroska"),
        (b"RIFF\n\n\n\nAVI LIST", "video/x-msvideo"),
        (b"OggS\x00\x02" + b"\x00" * 22 + b"\x80theora", "video/ogg"),
        (b"OggS\x00\x02" + b"\x00" * 22 + b"OpusHead", "audio/ogg"),
        (b"OggS\x00\x02" + b"\x00" * 22 + b"fishead\x00", "application/ogg"),
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


def ftyp(major: str, *compatible: str) -> bytes:
    brands = b"".join(brand.ljust(4).encode() for brand in compatible)
    return (
        (16 + len(brands)).to_bytes(4)
        + b"ftyp"
        + major.ljust(4).encode()
        + b"\x00" * 4
        + brands
        + b"free" * 9
    )


@pytest.mark.parametrize(
    ("brands", "content_type"),
    [
        *((brand, "image/heic") for brand in ("heic", "heix", "heim", "heis")),
        *((brand, "image/heic-sequence") for brand in ("hevc", "hevx", "hevm", "hevs")),
        *((brand, "image/avif") for brand in ("avif", "avis")),
        *((brand, "image/heif") for brand in ("mif1", "mif2", "miaf")),
        ("msf1", "image/heif-sequence"),
        *(
            ("mif1 mif1 heic", "image/heic"),
            ("mif1 avif mif1 miaf", "image/avif"),
            ("mif2 mif1 heix", "image/heic"),
        ),
        *(
            ("msf1 msf1 hevc", "image/heic-sequence"),
            ("mif1 mif1 miaf", "image/heif"),
            ("mif1 isom", "image/heif"),
        ),
        *((brand, "audio/mp4") for brand in ("M4A", "M4B", "M4P", "F4A", "F4B")),
        *(
            (brand, "video/mp4")
            for brand in ("isom", "iso6", "mp42", "avc1", "M4V", "F4V", "MSNV", "isom heic")
        ),
        *((brand, "video/3gpp") for brand in ("3gp4", "3gp5", "3gs7", "3ge6")),
        ("3g2a", "video/3gpp2"),
        ("qt", "video/quicktime"),
        *(("crx", "image/x-canon-cr3"), ("jp2", "image/jp2"), ("jpx", "image/jpx"), ("mjp2", "video/mj2")),
        *(
            (brand, "application/octet-stream")
            for brand in ("????", "abcd isom", "qtif", "heic2"[1:], "\x00\x00\x00\x00")
        ),
    ],
)
def test_an_iso_media_file_is_what_its_brands_say_or_bytes(brands: str, content_type: str) -> None:
    assert content_type_of(ftyp(*brands.split(" "))) == content_type


def test_a_box_that_ends_early_says_what_its_first_brand_says() -> None:
    assert content_type_of(b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00he") == "image/heif"
    assert content_type_of(b"\x00\x00\x00\x18ftyp") == "application/octet-stream"
    # What follows the box is no brand of it.
    assert content_type_of(b"\x00\x00\x00\x10ftypmif1\x00\x00\x00\x00heic") == "image/heif"


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
