"""Traces survive a restart."""

from pathlib import Path

from fixline_local.traces.journal import SpanJournal
from fixline_local.traces.sink import TraceSink
from fixline_local.traces.spans import SpanEvent, SpanLink
from fixline_local.traces.store import SpanStore

from .conftest import MakeSpan


async def test_a_sink_that_starts_again_shows_what_it_had(tmp_path: Path, make_span: MakeSpan) -> None:
    kept = tmp_path / "traces" / "spans.jsonl"
    link = SpanLink(trace_id="b" * 32, span_id="c" * 16, attributes={"n": 1})
    event = SpanEvent(name="exception", time_ns=5, attributes={"stack": ["a", "b"]})
    span = make_span("tap", attributes={"fixline.attempt": 1}, links=(link,), events=(event,))
    async with TraceSink(kept_in=kept) as sink:
        sink._receive([span])
    async with TraceSink(kept_in=kept) as sink:
        (trace,) = sink.traces()
        assert trace.spans == (span,)
        sink._receive([make_span(trace_id="d" * 32)])
    async with TraceSink(kept_in=kept) as sink:
        assert len(sink.traces()) == 2


def test_what_a_crash_left_half_written_is_passed_over(tmp_path: Path, make_span: MakeSpan) -> None:
    path = tmp_path / "spans.jsonl"
    journal = SpanJournal(path, SpanStore())
    journal.restore()
    journal.add([make_span("first"), make_span("second")])
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[:-20] + "\n\xff{}\n[]\n", encoding="utf-8")
    store = SpanStore()
    SpanJournal(path, store).restore()
    assert [span.name for trace in store.traces() for span in trace.spans] == ["first"]
    assert path.read_text(encoding="utf-8").count("\n") == 1


def test_it_does_not_grow_without_end(tmp_path: Path, make_span: MakeSpan) -> None:
    path, store = tmp_path / "spans.jsonl", SpanStore(max_traces=3)
    journal = SpanJournal(path, store, most_lines=10)
    journal.restore()
    for number in range(50):
        spans = [make_span(trace_id=f"{number:032x}", at=number)]
        store.add(spans)
        journal.add(spans)
        assert path.read_text(encoding="utf-8").count("\n") <= 10
    again = SpanStore(max_traces=3)
    SpanJournal(path, again).restore()
    assert [trace.trace_id for trace in again.traces()] == [trace.trace_id for trace in store.traces()]
