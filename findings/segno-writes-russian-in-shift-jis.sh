#!/usr/bin/env bash
# segno writes Russian words into a QR code as Shift_JIS without saying so, Ukrainian ones as UTF-8.
#
# Library    segno 1.6.6; read back by opencv-python-headless 5.0.0.93 (PyPI).
# Source     `make` tries ISO 8859-1, then Shift_JIS, then UTF-8. JIS X 0208 has the 33 letters of Russian, not ґ, ї or №. What no
#            ECI header names is ISO 8859-1 by ISO/IEC 18004; readers guess, and guess UTF-8.
# Valid use  the name of a room as a code: "Кабинет 114".
# Expected   what every other name outside ISO 8859-1 gets: UTF-8.
# Seen       the reader gets bytes of Shift_JIS; "Київ" and "Приёмная №3" come back whole. So a test with one Cyrillic word may pass
#            and the next sheet is unreadable. `encoding="utf-8"` makes them alike; with `eci=True` this reader warns, and reads.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheels; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    segno==1.6.6 opencv-python-headless==5.0.0.93 pillow==12.0.0

cat > "$folder/rooms.py" <<'PYTHON'
import io

import cv2
import numpy
import segno
from PIL import Image


def read_back(text, **how):
    picture = io.BytesIO()
    segno.make(text, micro=False, **how).save(picture, kind="png", scale=8, border=4)
    return cv2.QRCodeDetector().detectAndDecode(numpy.array(Image.open(picture).convert("L")))[0]


rooms = ("Кабинет 114", "Київ", "Приёмная №3")
left_to_segno = [read_back(room) for room in rooms]
told_utf_8 = [read_back(room, encoding="utf-8") for room in rooms]
for room, bare, told in zip(rooms, left_to_segno, told_utf_8, strict=True):
    print(f"  {room}: {bare!r}; with encoding='utf-8' {told!r}")
if [bare == room for room, bare in zip(rooms, left_to_segno, strict=True)] != [False, True, True]:
    raise SystemExit("it is no longer so")
if told_utf_8 != list(rooms):
    raise SystemExit("naming the encoding no longer helps")
if segno.make(rooms[0], micro=False) != segno.make(rooms[0], micro=False, encoding="shift-jis"):
    raise SystemExit("it is no longer Shift_JIS")
PYTHON
"$folder/venv/bin/python" "$folder/rooms.py"
