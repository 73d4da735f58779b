"""What a table of places looks like: how it was read, what is wrong with it, and one that is sent."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from typing import Final

from bot_service.adapters.inbound.telegram.dialogs.office.places.screens import stopping
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.office import LocationAction, LocationButton
from bot_service.adapters.inbound.telegram.drawing.files import document
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import ways_to_write
from bot_service.application.errors import NotFoundError
from bot_service.application.ports.files.telegram_files import NotTheFileError
from bot_service.application.ports.places.locations import ImportOutcome, LocationKind, LocationView
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.files.csv_table import write_table
from bot_service.domain.places.location_table import COLUMNS, TableRow, TableWords

MOST_NAMED: Final = 10


@cache
def table_words() -> TableWords:
    """Return how people write a table, in every language that the bot speaks."""
    return TableWords(
        columns={
            name: ways_to_write(f"written-column-{name}") | ways_to_write(f"column-{name}")
            for name in COLUMNS
        },
        kinds={
            kind: ways_to_write(f"written-kind-{kind}") | ways_to_write(f"kind-{kind}")
            for kind in LocationKind
        },
        yes=ways_to_write("written-yes") | ways_to_write("cell-yes"),
        no=ways_to_write("written-no"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    outcome: ImportOutcome
    faults: Sequence[tuple[TableRow, str]]
    """Rows with what is wrong with them, as a text's `row-…`, in the order of the lines."""

    @classmethod
    def of(cls, rows: Sequence[TableRow], outcome: ImportOutcome) -> "Checked":
        of_tree = dict(outcome.faults)
        faults = [
            (row, str(row.fault or of_tree[number]))
            for number, row in enumerate(rows)
            if row.fault is not None or number in of_tree
        ]
        return cls(outcome=outcome, faults=faults)


async def downloaded(file_id: str, turn: Turn, most: int) -> bytes | None:
    """Return the file's bytes, at most `most` and one chunk; None where Telegram does not hand it out."""
    content = b""
    try:
        async with turn.desk.telegram_files.open(file_id) as download:
            async for chunk in download.content:
                content += chunk
                if len(content) > most:
                    break
    except (NotFoundError, NotTheFileError):
        return None
    return content


def preview_screen(checked: Checked, turn: Turn) -> Screen:
    texts, outcome = turn.texts, checked.outcome
    if not checked.faults:
        now = LocationButton(action=LocationAction.IMPORT_NOW, value=str(turn.key.update_id)).pack()
        return Screen(
            text=texts(
                "places-preview", new=outcome.created, changed=outcome.updated, same=outcome.unchanged
            ),
            keyboard=keyboard([button(texts.plain("button-places-take"), now)], [stopping(texts, "")]),
        )

    def draw(most: int) -> Html:
        lines = [
            texts(
                "row-fault-line",
                line=str(row.line),
                code=clip(row.code, most),
                fault=texts(f"row-{fault}"),
            )
            for row, fault in checked.faults[:MOST_NAMED]
        ]
        return Html("\n".join([texts("places-faulty", count=len(checked.faults)), "", *lines]))

    return Screen(text=fitted(draw), keyboard=keyboard([stopping(texts, "")]))


def faults_file(checked: Checked, turn: Turn) -> OutgoingCall:
    texts = turn.texts
    header = [texts.plain(f"column-{name}") for name in ("line", "code", "fault")]
    rows = [[str(row.line), row.code, texts.plain(f"row-{fault}")] for row, fault in checked.faults]
    content = write_table(header, rows)
    return document(turn.person.telegram_id, "faults.csv", content, texts("places-faults-file"))


def degrees(number: float) -> str:
    """Write it to a decimetre, with a point, as every language's tables are read."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


def export_file(places: Sequence[LocationView], turn: Turn) -> OutgoingCall:
    """Return all places as a table that can be sent back."""
    texts = turn.texts
    header = [texts.plain(f"column-{name}") for name in COLUMNS]
    rows = [
        [
            place.code,
            place.name,
            texts.plain(f"kind-{place.kind}"),
            place.parent,
            texts.plain("cell-yes") if place.archived else "",
            *(("", "") if place.position is None else map(degrees, astuple(place.position))),
        ]
        for place in places
    ]
    caption = texts("places-exported", count=len(places))
    return document(turn.person.telegram_id, "locations.csv", write_table(header, rows), caption)
