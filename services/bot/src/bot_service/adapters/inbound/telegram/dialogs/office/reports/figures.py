"""The figures of /stats."""

from collections.abc import Mapping
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.office import StatsButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.lengths import lasted
from bot_service.adapters.inbound.telegram.drawing.office.monthly_report import OVER, SOLVED, share_of
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.ports.office.reports.reports import (
    AssigneeCounts,
    DurationsView,
    StatisticsView,
)
from bot_service.application.ports.places.locations import LocationView

PERIODS: Final = (7, 30, 90, 365)
"""Days."""


def figures_screen(
    found: StatisticsView, days: int, place: LocationView | None, names: Mapping[str, str], texts: Texts
) -> Screen:
    def draw(most: int) -> Html:
        title = texts("stats-title", period=texts.plain("stats-period", days=days))
        lines = [
            title if place is None else texts("stats-title-of", title=title, place=clip(place.name, most))
        ]
        is_open = found.tickets - sum(found.states.get(state, 0) for state in OVER)
        solved = sum(found.states.get(state, 0) for state in SOLVED)
        lines.append(texts("stats-tickets", created=found.tickets, open=is_open, solved=solved))
        for key, took, promise in (
            ("stats-first-response", found.first_response, found.first_response_promise),
            ("stats-resolution", found.resolution, found.resolution_promise),
        ):
            if took.half is not None and took.most is not None:
                lines.append(texts(key, **_took(took, texts)))
            if (share := share_of(promise)) is not None:
                lines.append(texts("stats-in-time", share=str(round(100 * share))))
        if found.places:
            lines += [Html(""), texts("stats-places")]
            lines += [
                texts("stats-place", name=clip(names[code], most), count=count)
                for code, count in found.places
            ]
        if found.people:
            lines += [Html(""), texts("stats-people")]
            lines += [_person(each, clip(names[each.name], most), texts) for each in found.people]
        return Html("\n".join(lines))

    code = place.code if place else ""
    periods = [
        button(texts.plain("button-stats", days=each), StatsButton(days=each, place=code).pack())
        for each in PERIODS
        if each != days
    ]
    return Screen(text=fitted(draw), keyboard=keyboard(periods))


def _took(took: DurationsView, texts: Texts) -> dict[str, str]:
    return {"half": lasted(took.half or 0.0, texts), "most": lasted(took.most or 0.0, texts)}


def _person(counts: AssigneeCounts, name: str, texts: Texts) -> Html:
    if not counts.ratings:
        return texts("stats-person", name=name, solved=counts.resolved, open=counts.open)
    return texts(
        "stats-person-rated",
        name=name,
        solved=counts.resolved,
        open=counts.open,
        stars=counts.rating_average,
    )
