"""The report of a month in somebody's language: a document, a workbook, and what is said beside them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from aiogram.types import InlineKeyboardMarkup

from bot_service.adapters.inbound.telegram.drawing.files import document
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.lengths import lasted
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.ports.office.reports.chart_painter import Bars, Chart
from bot_service.application.ports.office.reports.report_printer import (
    Cell,
    Measure,
    ReportDocument,
    ReportPrinter,
    ReportTable,
)
from bot_service.application.ports.office.reports.reports import DurationsView, PromiseCounts, StatisticsView
from bot_service.application.queries.office.reports.read_month import MonthFigures
from bot_service.application.views.tickets import TicketState
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.office.reports.month import Month

SOLVED: Final = (TicketState.RESOLVED, TicketState.CLOSED)
OVER: Final = (*SOLVED, TicketState.CANCELLED, TicketState.REJECTED, TicketState.DUPLICATE)
NOTHING: Final = Cell(text="–")
STARS: Final = (5, 4, 3, 2, 1)


def month_name(month: Month, texts: Texts) -> str:
    return texts.plain("month", name=texts.plain(f"month-{month.number}"), year=str(month.year))


async def report_messages(
    figures: MonthFigures,
    chat_id: int,
    printer: ReportPrinter,
    texts: Texts,
    markup: InlineKeyboardMarkup | None,
) -> Sequence[OutgoingCall]:
    """Return the PDF with the main figures beside it, and the XLSX with the buttons. Raises `UnavailableError`."""
    report = report_document(figures, texts)
    name = f"report-{figures.month}"
    return [
        document(chat_id, f"{name}.pdf", await printer.document(report), summary(figures, texts)),
        document(chat_id, f"{name}.xlsx", await printer.workbook(report), texts("report-workbook"), markup),
    ]


def summary(figures: MonthFigures, texts: Texts) -> Html:
    found = figures.found
    lines = [
        texts("report-summary", month=month_name(figures.month, texts)),
        texts("report-summary-counts", created=found.tickets, solved=found.resolved),
    ]
    for key, promise in (
        ("report-summary-answered", found.first_response_promise),
        ("report-summary-solved", found.resolution_promise),
    ):
        if (share := share_of(promise)) is not None:
            lines.append(texts(key, share=str(round(100 * share))))
    if found.rating_average is not None:
        lines.append(
            texts("report-summary-rating", stars=_average(found.rating_average, texts), count=found.ratings)
        )
    return Html("\n".join(lines))


def report_document(figures: MonthFigures, texts: Texts) -> ReportDocument:
    name = month_name(figures.month, texts)
    found = figures.found
    tables = [_overview(figures, texts), _urgencies(found, texts)]
    if found.places or found.placeless:
        tables.append(_places(figures, texts))
    if found.stars:
        tables.append(_stars(found.stars, texts))
    created, resolved = texts.plain("chart-created"), texts.plain("chart-resolved")
    return ReportDocument(
        title=texts.plain("report-title", month=name),
        note=texts.plain("report-note", zone=figures.zone),
        chart=Chart(
            title=texts.plain("report-days"),
            created=created,
            resolved=resolved,
            bars=[
                Bars(
                    label=texts.plain("chart-day", day=f"{each.day.day:02}", month=f"{each.day.month:02}"),
                    created=each.created,
                    resolved=each.resolved,
                )
                for each in found.days
            ],
        ),
        tables=tables,
        days=ReportTable(
            title=texts.plain("report-days"),
            header=[texts.plain("report-day"), created, resolved],
            rows=[
                [Cell(text=each.day.isoformat()), _count(each.created), _count(each.resolved)]
                for each in found.days
            ],
        ),
    )


def _overview(figures: MonthFigures, texts: Texts) -> ReportTable:
    columns = [list(_figures(found, texts)) for found in (figures.found, figures.before)]
    names = (
        *("report-created", "report-solved", "report-open"),
        *("report-response-half", "report-response-most", "report-response-in-time"),
        *("report-resolution-half", "report-resolution-most", "report-resolution-in-time"),
        *("report-rating", "report-rated"),
    )
    return ReportTable(
        title=texts.plain("report-overview"),
        header=["", month_name(figures.month, texts), month_name(figures.month.before, texts)],
        rows=[
            [Cell(text=texts.plain(name)), now, before]
            for name, now, before in zip(names, *columns, strict=True)
        ],
    )


def _figures(found: StatisticsView, texts: Texts) -> Iterator[Cell]:
    yield _count(found.tickets)
    yield _count(found.resolved)
    yield _count(found.tickets - sum(found.states.get(state, 0) for state in OVER))
    for took, promise in (
        (found.first_response, found.first_response_promise),
        (found.resolution, found.resolution_promise),
    ):
        yield from _lengths(took, texts)
        yield _share(promise)
    average = found.rating_average
    if average is None:
        yield NOTHING
    else:
        yield Cell(text=_average(average, texts), number=average, measure=Measure.STARS)
    yield _count(found.ratings)


def _average(stars: float, texts: Texts) -> str:
    return texts.plain("report-average", stars=stars)


def _lengths(took: DurationsView, texts: Texts) -> Iterator[Cell]:
    for seconds in (took.half, took.most):
        if seconds is None:
            yield NOTHING
        else:
            yield Cell(text=lasted(seconds, texts), number=seconds, measure=Measure.LENGTH)


def _urgencies(found: StatisticsView, texts: Texts) -> ReportTable:
    return ReportTable(
        title=texts.plain("report-urgencies"),
        header=[
            texts.plain(f"report-{each}")
            for each in (
                *("urgency", "created", "answered-in-time", "answered-late", "answered-share"),
                *("solved-in-time", "solved-late", "solved-share"),
            )
        ],
        rows=[
            [
                Cell(text=texts.plain(f"priority-{priority.lower()}")),
                _count(each.tickets),
                *_kept(each.first_response_promise),
                *_kept(each.resolution_promise),
            ]
            for priority, each in reversed(list(found.priorities.items()))
        ],
    )


def _kept(promise: PromiseCounts) -> Sequence[Cell]:
    return _count(promise.kept), _count(promise.missed), _share(promise)


def _places(figures: MonthFigures, texts: Texts) -> ReportTable:
    found, places = figures.found, figures.places
    rows = [[Cell(text=places[code].name), Cell(text=code), _count(count)] for code, count in found.places]
    if found.placeless:
        rows.append([Cell(text=texts.plain("report-placeless")), Cell(text=""), _count(found.placeless)])
    header = [texts.plain(f"report-{each}") for each in ("place", "code", "created")]
    return ReportTable(title=texts.plain("report-places"), header=header, rows=rows)


def _stars(given: Mapping[int, int], texts: Texts) -> ReportTable:
    return ReportTable(
        title=texts.plain("report-ratings"),
        header=[texts.plain("report-stars"), texts.plain("report-requests")],
        rows=[[Cell(text=str(stars), number=stars), _count(given.get(stars, 0))] for stars in STARS],
    )


def _count(number: int) -> Cell:
    return Cell(text=str(number), number=number)


def _share(promise: PromiseCounts) -> Cell:
    share = share_of(promise)
    if share is None:
        return NOTHING
    return Cell(text=f"{round(100 * share)} %", number=share, measure=Measure.SHARE)


def share_of(promise: PromiseCounts) -> float | None:
    """Return how much of what is decided was kept, from 0 to 1; None where nothing is."""
    decided = promise.kept + promise.missed
    return promise.kept / decided if decided else None
