from fixline_local.traces.spans import SpanLink
from fixline_local.traces.store import SpanStore
from fixline_local.traces.wanted import Wanted

from .conftest import MakeSpan


def test_the_newest_trace_comes_first(make_span: MakeSpan) -> None:
    store = SpanStore()
    store.add(
        [make_span(trace_id="1" * 32, at=5), make_span(trace_id="2" * 32, at=9), make_span(trace_id="3" * 32)]
    )

    assert [trace.trace_id[0] for trace in store.traces()] == ["2", "1", "3"]


def test_a_trace_tells_what_its_spans_amount_to(make_span: MakeSpan) -> None:
    root = make_span("POST /telegram/webhook", at=10, lasts=5)
    client = make_span("a.v1.B/C", at=12, lasts=8, parent_id=root.span_id, kind="client")
    server = make_span(
        "a.v1.B/C",
        at=13,
        lasts=30,
        parent_id=client.span_id,
        kind="server",
        service="tickets",
        status="error",
    )
    store = SpanStore()
    store.add([server, client])
    store.add([root])

    (trace,) = store.traces()
    assert trace.spans == (root, client, server)
    assert trace.root is root
    assert trace.services == ("bot", "tickets")
    assert trace.calls == ("a.v1.B/C",)
    assert trace.named("a.v1.B/C") == (client, server)
    assert (trace.start_ns, trace.duration_ns) == (10_000_000, 33_000_000)
    assert trace.failed


def test_a_trace_without_a_root_is_named_by_its_first_orphan(make_span: MakeSpan) -> None:
    orphan = make_span("orphan", at=2, parent_id="f" * 16)
    child = make_span("child", at=1, parent_id=orphan.span_id)
    store = SpanStore()
    store.add([child, orphan])

    assert store.traces()[0].root is orphan


def test_the_traces_that_grew_last_stay(make_span: MakeSpan) -> None:
    store = SpanStore(max_traces=2)
    for trace_id in ("1", "2", "1", "3"):
        store.add([make_span(trace_id=trace_id * 32)])

    assert {trace.trace_id[0] for trace in store.traces()} == {"1", "3"}
    assert store.dropped_traces == 1
    assert store.get("2" * 32) is None


def test_a_trace_that_is_full_counts_what_it_refuses(make_span: MakeSpan) -> None:
    store = SpanStore(max_spans_per_trace=2)
    kept = [make_span(), make_span()]

    assert store.add(kept) == 0
    assert store.add([make_span(), make_span()]) == 2
    assert store.add(kept) == 0, "sent again after a lost answer"
    assert store.traces()[0].dropped_spans == store.dropped_spans == 2
    assert len(store.traces()[0].spans) == 2


def test_traces_are_found_by_service_and_by_what_their_spans_say(make_span: MakeSpan) -> None:
    store = SpanStore()
    store.add(
        [make_span("CreateTicket", trace_id="1" * 32, attributes={"fixline.ticket.name": "tickets/42"})]
    )
    store.add(
        [make_span("UploadFile", trace_id="2" * 32, service="files", attributes={"fixline.file.size": 4711})]
    )

    def found(wanted: Wanted) -> list[str]:
        return [trace.trace_id[0] for trace in store.find(wanted)]

    assert sorted(found(Wanted())) == ["1", "2"]
    assert found(Wanted(text="createticket")) == ["1"]
    assert found(Wanted(text=" Tickets/42 ")) == ["1"]
    assert found(Wanted(text="4711")) == ["2"]
    assert found(Wanted(text="2222")) == ["2"]
    assert found(Wanted(service="files")) == ["2"]
    assert found(Wanted(service="files", text="create")) == []
    assert len(store.find(Wanted(), limit=1)) == 1
    assert store.services == ("bot", "files")


def test_links_are_known_from_both_ends(make_span: MakeSpan) -> None:
    target = make_span(trace_id="1" * 32)
    link = SpanLink(trace_id=target.trace_id, span_id=target.span_id, attributes={})
    source = make_span(trace_id="2" * 32, links=(link,))
    store = SpanStore()
    store.add([target, source])

    assert store.linking_to(target.trace_id) == [source]
    assert store.linking_to(source.trace_id) == []
    assert store.span(target.trace_id, target.span_id) is target
    assert store.span(target.trace_id, "0") is None
    assert store.span("0", target.span_id) is None


def test_an_expected_refusal_is_no_error(make_span: MakeSpan) -> None:
    refused = make_span(
        "a.v1.B/C",
        kind="client",
        status="error",
        attributes={"rpc.response.status_code": "FAILED_PRECONDITION"},
    )
    blocked = make_span(
        kind="client", status="error", attributes={"http.response.status_code": 403}, parent_id="1" * 16
    )
    store = SpanStore()
    store.add([refused, blocked])
    (trace,) = store.traces()
    assert (trace.failed, trace.refused) == (False, True)
    store.add([make_span(status="error", attributes={"rpc.response.status_code": "INTERNAL"})])
    assert store.traces()[0].failed


def test_a_trace_is_named_by_what_happened(make_span: MakeSpan) -> None:
    store = SpanStore()
    root = make_span("receive telegram.updates")
    store.add([root])
    assert store.traces()[0].title == "receive telegram.updates"
    attributes = {"telegram.update.summary": "tap Take #5"}
    store.add([make_span("process telegram.updates", parent_id=root.span_id, attributes=attributes)])
    assert store.traces()[0].title == "tap Take #5"
    alert = make_span(
        "process ticket.events", trace_id="b" * 32, attributes={"fixline.event.type": "SLA_ALERT"}, at=9
    )
    store.add([alert])
    assert store.traces()[0].title == "event sla alert"
