"""What of Grafana's JSON and of Prometheus' answers comes to be drawn."""

import json
from pathlib import Path
from typing import Any

import pytest

from fixline_local.dashboards.boards import UnknownShapeError, board_of, boards_in
from fixline_local.dashboards.drawing import Window, named, slowest, stretches
from fixline_local.dashboards.prometheus import Exemplar, Series, points_of
from fixline_local.dashboards.server import BOARDS


def series(*moments: float, **labels: str) -> Series:
    return Series(labels, [(at, 1.0) for at in moments])


def test_every_dashboard_of_ours_can_be_drawn_with_every_panel() -> None:
    boards = boards_in(BOARDS)
    given = {path.stem: json.loads(path.read_text()) for path in BOARDS.glob("*.json")}
    assert boards[0].name == "overview"
    assert {board.name: [panel.title for panel in board.panels] for board in boards} == {
        name: [panel["title"] for panel in board["panels"]] for name, board in given.items()
    }
    for board in boards:
        for panel in board.panels:
            targets = given[board.name]["panels"][panel.id - 1]["targets"]
            assert [query.expression for query in panel.queries] == [target["expr"] for target in targets]


@pytest.mark.parametrize(("place", "value"), [("type", "heatmap"), ("unit", "dBm")])
def test_what_cannot_be_drawn_is_refused_by_name(place: str, value: str) -> None:
    given: dict[str, Any] = json.loads((Path(BOARDS) / "files.json").read_text())
    panel = given["panels"][0]
    (panel if place == "type" else panel["fieldConfig"]["defaults"])[place] = value
    with pytest.raises(UnknownShapeError, match=rf"Bytes received: .*{value}"):
        board_of("files", given)


@pytest.mark.parametrize(
    ("seconds", "step", "interval"),
    [(300, 15, 60), (3600, 15, 60), (3601, 30, 60), (86400, 360, 375), (30 * 86400, 10800, 10815)],
)
def test_a_line_has_at_most_240_points_and_a_rate_sees_four_scrapes(
    seconds: float, step: float, interval: float
) -> None:
    window = Window.until(1_700_000_007, seconds)
    assert window.step == step
    assert window.end == 1_700_000_007 // step * step
    assert (window.end - window.begin) / step <= 240
    assert window.fill("rate(a[$__rate_interval])") == f"rate(a[{interval}s])"


def test_a_series_is_called_by_its_legend_or_by_what_sets_it_apart() -> None:
    bot = series(job="bot", code="OK", __name__="calls")
    files = series(job="files", code="OK", __name__="calls")
    assert named("{{job}}, {{ code }} {{gone}}", bot, [bot]) == "bot, OK"
    assert named("", bot, [bot, files]) == "bot"
    assert named("", bot, [bot]) == "OK · bot"
    assert named("", Series({}, []), [Series({}, [])]) == ""


def test_what_is_no_number_is_a_gap() -> None:
    assert points_of([[1, "2.5"], [2, "NaN"], [3, "+Inf"], [4, "0"]]) == [(1, 2.5), (4, 0)]


def test_marks_stand_where_a_series_is_there_without_a_gap() -> None:
    assert stretches(series(15, 30, 45, 90, 105), 15) == [(15, 45), (90, 105)]


def test_of_each_stretch_of_time_the_slowest_exemplar_is_shown() -> None:
    window = Window(0, 4800, 15)
    found = [Exemplar(at, value, f"{at:.0f}", {}) for at, value in [(210, 1), (10, 2), (20, 3), (30, 1)]]
    assert [(each.at, each.value) for each in slowest(found, window)] == [(20, 3), (210, 1)]
