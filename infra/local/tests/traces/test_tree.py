from fixline_local.traces.tree import missing_parents, render

from .conftest import MakeSpan


def test_a_trace_is_drawn_as_a_tree(make_span: MakeSpan) -> None:
    root = make_span("POST /telegram/webhook", lasts=12.25)
    upload = make_span("UploadFile", at=1, lasts=4, parent_id=root.span_id)
    insert = make_span("INSERT files", at=2, parent_id=upload.span_id, service="files")
    create = make_span(
        "CreateTicket",
        at=6,
        lasts=1000,
        parent_id=root.span_id,
        service="tickets",
        status="error",
        status_message="no",
    )

    assert render([create, insert, upload, root]) == "\n".join(
        [
            f"trace {'a' * 32}  1006.0 ms  4 spans  bot, files, tickets",
            "     +0.0 ms     12.2 ms bot      POST /telegram/webhook",
            "     +1.0 ms      4.0 ms bot      ├─ UploadFile",
            "     +2.0 ms      1.0 ms files    │  └─ INSERT files",
            "     +6.0 ms   1000.0 ms✗tickets  └─ CreateTicket  (no)",
        ]
    )


def test_a_span_whose_parent_is_missing_is_marked(make_span: MakeSpan) -> None:
    root = make_span("root")
    orphan = make_span("lost", at=1, parent_id="f" * 16)
    child = make_span("child", at=2, parent_id=orphan.span_id)

    assert missing_parents([root, orphan, child]) == [orphan]
    assert render([root, orphan, child]).splitlines()[2:] == [
        f"                         ?    orphan: parent span {'f' * 16} is missing",
        "     +1.0 ms      1.0 ms bot  └─ lost",
        "     +2.0 ms      1.0 ms bot     └─ child",
    ]


def test_a_parent_in_another_trace_is_missing(make_span: MakeSpan) -> None:
    parent = make_span(trace_id="1" * 32)
    child = make_span(trace_id="2" * 32, parent_id=parent.span_id)

    assert missing_parents([parent, child]) == [child]


def test_several_traces_are_drawn_one_below_the_other(make_span: MakeSpan) -> None:
    drawn = render([make_span(trace_id="2" * 32, at=1), make_span(trace_id="1" * 32)])

    assert [line for line in drawn.splitlines() if line.startswith("trace")] == [
        f"trace {'1' * 32}  1.0 ms  1 spans  bot",
        f"trace {'2' * 32}  1.0 ms  1 spans  bot",
    ]
    assert render([]) == ""
