"""The table of docs/traces.md, and what is wrong with traces by it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from fixline_local.traces.spans import Span, Trace
from fixline_local.traces.tree import missing_parents

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "traces.md"
NOTHING: Final = "–"
STATEMENT: Final = "{statement}"
ELSEWHERE: Final = "another trace"


@dataclass(frozen=True, slots=True)
class Edge:
    """A row: what a span looks like below what."""

    parent_service: str
    parent: str
    """Empty for a root."""
    service: str
    span: str
    kind: str
    attributes: frozenset[str]
    links: frozenset[str]
    when: str

    def __str__(self) -> str:
        return f"{self.parent_service} {self.parent or 'root'} → {self.service} {self.span}"

    def fits(self, span: Span, parent: Span | None) -> bool:
        if span.service != self.service or not is_named(span, self.span):
            return False
        if parent is None:
            return not self.parent
        return bool(self.parent) and parent.service == self.parent_service and is_named(parent, self.parent)

    def faults(self, span: Span, others: Mapping[str, Span]) -> Iterator[str]:
        """Say what a span that fits lacks; `others` are those of its trace, by their ids."""
        if span.kind != self.kind:
            yield f"is {span.kind}"
        if missing := self.attributes - span.attributes.keys():
            yield f"lacks {sorted(missing)}"
        if span.links and not self.links:
            yield "has links"
        if self.links and not span.links:
            yield "has no link"
        for link in span.links:
            target = others.get(link.span_id) if link.trace_id == span.trace_id else None
            found = ELSEWHERE if link.trace_id != span.trace_id else "" if target is None else target.name
            if self.links and found not in self.links:
                yield f"links to {found or 'nothing that is there'}"


def is_named(span: Span, pattern: str) -> bool:
    if pattern == STATEMENT:
        return span.attributes.get("db.query.summary") == span.name
    return fnmatchcase(span.name, pattern)


def table() -> list[Edge]:
    rows = [line.strip("|").split("|") for line in DOCUMENT.read_text().splitlines() if line.startswith("|")]
    return [edge_of([cell.strip() for cell in row]) for row in rows[2:]]


def edge_of(cells: Sequence[str]) -> Edge:
    below, service, span, kind, attributes, links, when = cells
    parent_service, _, parent = below.partition(" ")
    return Edge(
        parent_service="" if below == NOTHING else parent_service,
        parent=parent.strip("`"),
        service=service,
        span=span.strip("`"),
        kind=kind,
        attributes=frozenset(words(attributes, ", ")),
        links=frozenset(words(links, " or ")),
        when=when,
    )


def words(cell: str, separator: str) -> list[str]:
    return [] if cell == NOTHING else [word.strip("`") for word in cell.split(separator)]


def faults_of(traces: Sequence[Trace], *, when: frozenset[str]) -> list[str]:
    """Return what does not hold of whole traces; `when`: the conditions under which rows have to occur."""
    edges = table()
    faults: list[str] = []
    seen: set[Edge] = set()
    for trace in traces:
        by_id = {span.span_id: span for span in trace.spans}
        faults += [f"orphan: {span.service} {span.name}" for span in missing_parents(trace.spans)]
        for span in trace.spans:
            parent = by_id.get(span.parent_id)
            if span.parent_id and parent is None:
                continue  # told above
            edge = next((each for each in edges if each.fits(span, parent)), None)
            if edge is None:
                below = f"{parent.service} {parent.name}" if parent else "root"
                faults.append(f"no row for {below} → {span.service} {span.name}")
            else:
                seen.add(edge)
                faults += [f"{edge}: {span.name} {fault}" for fault in edge.faults(span, by_id)]
    faults += [f"did not occur: {edge}" for edge in edges if edge.when in when and edge not in seen]
    return list(dict.fromkeys(faults))
