"""/stats: figures and a picture, of all or of one place."""

import io
from datetime import timedelta

import pytest
from PIL import Image, ImageColor

from bot_service.adapters.outbound.printing.charts import COLOURS, ceiling, chart
from bot_service.domain.deliveries.outgoing import opened
from bot_testing.talker import Talker
from fixline_testing.clock import SteppingClock

from .test_locations import TABLE, takes_table


async def test_figures_and_a_picture(clock: SteppingClock, eve: Talker, rus: Talker, ann: Talker) -> None:
    await eve.says("/stats")
    assert "Nothing happened in the last 30 days" in eve.last.text
    await takes_table(eve, TABLE)
    await ann.says("/start loc_HQ-114")
    await ann.says("Lamp is broken")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    clock.advance(timedelta(minutes=10))
    await rus.says("#1")
    await rus.taps("🙋")
    await rus.taps("✅ Завершить")
    clock.advance(timedelta(minutes=5))
    await eve.says("/stats")
    picture, figures = eve.chat[-2:]
    file = opened(picture.arguments["photo"])
    assert file is not None
    assert Image.open(io.BytesIO(file[1])).size == (1_200, 600)
    for line in (
        "Last 30 days",
        "Reported: 1, of these open: 0, solved: 1",
        "First answer: half within 10 min, 9 of 10 within 10 min",
        "… 100 % in time",
        "Meeting room: 1",
        "Гусь: solved 1, open 0",
    ):
        assert line in figures.text
    await eve.taps("365 days", figures)
    assert figures.buttons == {}
    assert "Last 365 days" in eve.last.text
    await eve.says("/stats hq-1")
    assert "Last 30 days – First floor" in eve.last.text
    await eve.says("/stats HQ-115")
    assert "Nothing happened" in eve.last.text
    for nowhere in ("/stats NOWHERE", "/stats Комната"):
        await eve.says(nowhere)
        assert "no place with this code" in eve.last.text
    await rus.says("/stats")
    assert "только диспетчеры и администраторы" in rus.last.text


def test_what_is_drawn() -> None:
    bars = [{"label": "01.11", "created": 8, "resolved": 0}, {"label": "02.11", "created": 0, "resolved": 4}]
    words = {"title": "За 2 дня", "created": "Поступило", "resolved": "Решено"}
    picture = Image.open(io.BytesIO(chart({**words, "bars": bars}))).convert("RGB")
    pixels = {colour: number for number, colour in picture.getcolors(picture.width * picture.height) or ()}
    created, resolved = (pixels[ImageColor.getrgb(colour)] for colour in COLOURS)
    assert created / resolved == pytest.approx(2, rel=0.02), "as high as many, and as wide"


@pytest.mark.parametrize(("highest", "expected"), [(1, 4), (4, 4), (5, 8), (9, 20), (21, 40), (199, 200)])
def test_the_scale_is_easy_to_read(highest: int, expected: int) -> None:
    assert ceiling(highest) == expected
