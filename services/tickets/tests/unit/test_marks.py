"""What may be marked in a text, and what becomes of it when the text is trimmed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets_service.adapters.outbound.sqlalchemy.text_marks import marks_column, marks_from
from tickets_service.domain import text
from tickets_service.domain.marks import MOST_MARKS, Mark, MarkKind, Marks, read_marks
from tickets_service.domain.violations import Violations

B, IT, LINK, CODE, PRE = MarkKind.BOLD, MarkKind.ITALIC, MarkKind.LINK, MarkKind.CODE, MarkKind.PRE
QUOTE, MORE, TIME = MarkKind.BLOCKQUOTE, MarkKind.EXPANDABLE_BLOCKQUOTE, MarkKind.DATE_TIME


def read(raw: str, *marks: Mark) -> tuple[Marks, list[str]]:
    violations = Violations()
    accepted = read_marks(marks, raw, text.COMMENT, "marks", violations)
    return accepted, [each.field for each in violations.found]


def test_marks_move_with_what_is_trimmed() -> None:
    accepted, faults = read("  \n bold 👍 end ", Mark(0, 8, B), Mark(9, 1, IT), Mark(14, 1, MarkKind.SPOILER))
    assert (accepted, faults) == ((Mark(0, 4, B), Mark(5, 1, IT)), [])


def test_they_come_in_the_order_of_the_text_the_outer_first() -> None:
    accepted, faults = read("abcdef", Mark(3, 2, IT), Mark(0, 2, IT), Mark(0, 6, B))
    assert (accepted, faults) == ((Mark(0, 6, B), Mark(0, 2, IT), Mark(3, 2, IT)), [])


@pytest.mark.parametrize(
    "url", ["http://a", "https://a.example/б", "mailto:a@b", "tel:+49", "tg://resolve?a=b"]
)
def test_addresses(url: str) -> None:
    assert read("abc", Mark(0, 3, LINK, url=url))[1] == []
    assert read("abc", Mark(0, 3, LINK, url=url.upper()))[1] == []


@pytest.mark.parametrize(
    "url", ["", "a.example", "ftp://a", "javascript:x", "data:text/html,x", "https://a\n"]
)
def test_no_addresses(url: str) -> None:
    assert read("abc", Mark(0, 3, LINK, url=url))[1] == ["marks[0].url"]


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        *[(verbatim, kind) for verbatim in (CODE, PRE) for kind in MarkKind],
        *[(kind, kind) for kind in MarkKind],
        *[(QUOTE, MORE), (MORE, QUOTE), (LINK, TIME), (TIME, LINK)],
    ],
)
def test_what_may_not_be_in_another(outer: MarkKind, inner: MarkKind) -> None:
    assert read("abcdef", fit(Mark(0, 6, outer)), fit(Mark(1, 2, inner)))[1] == ["marks"]
    assert read("abcdef", fit(Mark(0, 3, outer)), fit(Mark(3, 3, inner)))[1] == []


def test_two_that_overlap() -> None:
    assert read("abcdef", Mark(0, 4, B), Mark(2, 4, IT))[1] == ["marks"]


def test_how_many() -> None:
    many = [Mark(place, 1, B) for place in range(MOST_MARKS)]
    assert read("a" * 200, *many)[1] == []
    assert read("a" * 200, *many, Mark(150, 1, B))[1] == ["marks"]


def test_where_lines_are_joined_nothing_is_marked() -> None:
    with pytest.raises(ValueError, match="lines are joined"):
        read_marks([Mark(0, 1, B)], "a", text.TITLE, "title", Violations())


def fit(mark: Mark) -> Mark:
    if mark.kind is LINK:
        return mark._replace(url="https://example.org")
    return mark._replace(time=1, time_format="wDT") if mark.kind is TIME else mark


KINDS = st.sampled_from(MarkKind)
MARKS = st.builds(Mark, st.integers(0, 12), st.integers(1, 12), KINDS).map(fit)


@given(st.text(alphabet=" \nab👍", max_size=12), st.lists(MARKS, max_size=5))
def test_what_is_accepted_is_accepted_again_and_kept(raw: str, marks: list[Mark]) -> None:
    accepted, faults = read(raw, *marks)
    trimmed = raw.strip()
    if not faults:
        assert all(mark.length > 0 and mark.end <= len(trimmed) for mark in accepted)
        assert read(trimmed, *accepted) == (accepted, [])
        assert marks_from(trimmed, marks_column(trimmed, accepted)) == accepted
        assert marks_from(trimmed + "!", marks_column(trimmed, accepted)) == ()
