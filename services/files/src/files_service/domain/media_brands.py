"""What ISO base media files hold, told from the brands of their `ftyp` box.

The brands are those of the MP4 registration authority; the types those of ISO/IEC 23008-12 (HEIF), RFC 3745, 3839,
4337, 4393 and 6381. A brand that is not here makes no guess: half of them are of cameras and broadcasters.
"""

from typing import Final

BOX: Final = b"ftyp"
HEIF: Final = "image/heif"
HEIF_SEQUENCE: Final = "image/heif-sequence"


def _table() -> dict[bytes, str]:
    brands = {
        "image/heic": "heic heix heim heis",
        "image/heic-sequence": "hevc hevx hevm hevs",
        "image/avif": "avif avis avio",
        "image/avci": "avci",
        "image/avcs": "avcs",
        HEIF: "mif1 mif2 miaf",
        HEIF_SEQUENCE: "msf1",
        "image/jp2": "jp2",
        "image/jpx": "jpx jpxb",
        "image/jpm": "jpm",
        "video/mj2": "mjp2 mj2s",
        "image/jxl": "jxl",
        "image/x-canon-cr3": "crx",
        "audio/mp4": "M4A M4B M4P F4A F4B",
        "video/quicktime": "qt",
        "video/3gpp": "3gp1 3gp2 3gp3 3gp4 3gp5 3gp6 3gp7 3gp8 3gp9 3gs6 3gs7 3gs9 3gr6 3gr7 3gr9 3ge6 3ge7"
        " 3ge9 3gg6 3gg9 3gh9 3gm9 3gt8 3gt9",
        "video/3gpp2": "3g2a 3g2b 3g2c",
        "video/mp4": "isom iso2 iso3 iso4 iso5 iso6 iso7 iso8 iso9 isoa isob isoc mp41 mp42 mp71 avc1 MSNV M4V"
        " M4VH M4VP F4V F4P mmp4 MMP4 NDSC NDSH NDSM NDSP NDSS NDXC NDXH NDXM NDXP NDXS XAVC dash cmfc cmf2 msdh"
        " piff",
    }
    return {name.ljust(4).encode(): kind for kind, names in brands.items() for name in names.split()}


BRANDS: Final = _table()
SAY_LITTLE: Final = frozenset({HEIF, HEIF_SEQUENCE})
"""Brands that say how pictures are kept, not how they are coded: of these the compatible ones may say more."""
PICTURES: Final = frozenset({"image/heic", "image/heic-sequence", "image/avif", "image/avci", "image/avcs"})


def type_of_brands(head: bytes) -> str | None:
    """Return the type of a file that starts with an `ftyp` box; None for another file, or an unknown brand."""
    if head[4:8] != BOX:
        return None
    kind = BRANDS.get(head[8:12])
    if kind not in SAY_LITTLE:
        return kind
    end = min(int.from_bytes(head[:4]), len(head))
    compatible = (BRANDS.get(head[start : start + 4]) for start in range(16, end - 3, 4))
    return next((each for each in compatible if each in PICTURES), kind)
