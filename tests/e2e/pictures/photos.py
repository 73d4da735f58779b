"""What people photograph in the building: drawn, so that nobody's photo is needed."""

import io

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1280, 960)


def jpeg(picture: Image.Image) -> bytes:
    output = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(1.2)).save(output, "JPEG", quality=88)
    return output.getvalue()


def sink() -> bytes:
    """Return a kitchen with a sink, and water on the floor before it."""
    picture = Image.new("RGB", SIZE, (226, 222, 212))
    draw = ImageDraw.Draw(picture)
    for x in range(0, 1280, 160):
        for y in range(0, 420, 120):
            draw.rectangle((x + 3, y + 3, x + 157, y + 117), fill=(214 + x % 3 * 6, 226, 224))
    draw.rectangle((0, 420, 1280, 470), fill=(92, 84, 78))
    draw.rectangle((0, 470, 1280, 740), fill=(236, 234, 228))
    for x in (40, 440, 840):
        draw.rectangle((x, 500, x + 360, 720), fill=(222, 218, 208), outline=(190, 186, 176), width=5)
        draw.rectangle((x + 300, 590, x + 316, 640), fill=(120, 120, 120))
    draw.rectangle((470, 400, 810, 428), fill=(176, 182, 186))
    draw.line([(640, 400), (640, 260), (720, 250), (722, 320)], fill=(150, 158, 164), width=22)
    draw.rectangle((0, 740, 1280, 960), fill=(164, 142, 116))
    draw.ellipse((360, 770, 960, 930), fill=(150, 178, 196))
    draw.ellipse((440, 790, 760, 860), fill=(186, 208, 220))
    return jpeg(picture)


def pipe() -> bytes:
    """Return the cupboard below the sink, with a pipe that drips."""
    picture = Image.new("RGB", SIZE, (96, 88, 80))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((90, 60, 1190, 860), fill=(58, 52, 48))
    draw.line([(640, 60), (640, 380)], fill=(196, 200, 204), width=70)
    draw.arc((440, 260, 680, 560), 0, 180, fill=(196, 200, 204), width=70)
    draw.line([(470, 420), (470, 300), (90, 300)], fill=(196, 200, 204), width=64)
    draw.rectangle((590, 330, 690, 376), fill=(150, 154, 160))
    for y, size in ((600, 16), (680, 20), (770, 26)):
        draw.ellipse((560 - size, y - size, 560 + size, y + size * 1.5), fill=(170, 205, 228))
    draw.ellipse((380, 800, 760, 880), fill=(120, 156, 178))
    draw.ellipse((880, 520, 1060, 850), fill=(60, 120, 90))
    draw.rectangle((920, 460, 1020, 540), fill=(220, 220, 210))
    return jpeg(picture)


def blind() -> bytes:
    """Return a window whose blind hangs askew."""
    picture = Image.new("RGB", SIZE, (222, 216, 206))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((200, 100, 1080, 840), fill=(178, 208, 230), outline=(245, 245, 242), width=26)
    draw.rectangle((626, 100, 654, 840), fill=(245, 245, 242))
    for step in range(9):
        y = 130 + step * 46
        draw.polygon(
            [(226, y), (1054, y + step * 20), (1054, y + 30 + step * 20), (226, y + 30)], fill=(236, 232, 222)
        )
    draw.line((1000, 130, 1010, 700), fill=(120, 120, 118), width=5)
    return jpeg(picture)
