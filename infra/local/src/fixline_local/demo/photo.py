"""A picture to send: drawn, so that nobody's photo is needed."""

import io

from PIL import Image, ImageDraw, ImageFilter


def broken_lamp(seed: int = 0) -> bytes:
    """Return a JPEG of 1280x960 pixels that shows a ceiling lamp which is off; `seed` varies the picture a little."""
    picture = Image.new("RGB", (1280, 960), (214, 208, 196))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 620, 1280, 960), fill=(150 + seed % 20, 118, 92))
    draw.rectangle((80, 180, 360, 520), fill=(164, 196, 214), outline=(240, 240, 236), width=14)
    draw.line((640, 0, 640, 220), fill=(60, 60, 60), width=8)
    draw.polygon([(520, 330), (760, 330), (700, 220), (580, 220)], fill=(72, 84, 92))
    draw.ellipse((600, 300, 680, 392), fill=(186, 182, 170), outline=(120, 118, 110), width=4)
    draw.line((622, 352, 640, 326, 654, 356), fill=(40, 40, 40), width=4)
    draw.rectangle((880, 480, 1180, 640), fill=(110, 84, 62))
    output = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(0.8)).save(output, "JPEG", quality=90)
    return output.getvalue()
