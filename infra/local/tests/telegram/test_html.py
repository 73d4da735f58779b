import pytest

from fixline_local.telegram.errors import ApiError
from fixline_local.telegram.people import DEFAULT_PEOPLE, RITA, Person
from fixline_local.telegram.text.formatted import FormattedText, format_text


def person_of_id(number: int) -> Person | None:
    return next((person for person in DEFAULT_PEOPLE if person.id == number), None)


def html(source: str) -> FormattedText:
    return format_text(source, person_of_id=person_of_id, parse_mode="HTML")


def shapes(formatted: FormattedText) -> list[tuple[str, int, int]]:
    return [(e["type"], e["offset"], e["length"]) for e in formatted.entities]


def test_nested_tags_and_offsets() -> None:
    formatted = html("🔥 <b>bold <i>both</i></b> &lt;x&gt; &amp;amp; &nbsp;")
    assert formatted.text == "🔥 bold both <x> &amp; &nbsp;"
    assert shapes(formatted) == [("bold", 3, 9), ("italic", 8, 4)]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<strong>x</strong>", "bold"),
        ("<em>x</em>", "italic"),
        ("<INS>x</ins>", "underline"),
        ("<del>x</del>", "strikethrough"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ("<code>x</code>", "code"),
        ('<tg-time unix="1796047500" format="wDt">x</tg-time>', "date_time"),
        ("<tg-emoji emoji-id='5368324170671202286'>x</tg-emoji>", "custom_emoji"),
    ],
)
def test_every_tag(source: str, kind: str) -> None:
    assert shapes(html(source)) == [(kind, 0, 1)]


def test_a_time_of_each_reader() -> None:
    formatted = html(
        'Due <tg-time unix="1796047500" format="Dt">Nov 30</tg-time> or <tg-time unix=5>then</tg-time>'
    )
    assert formatted.text == "Due Nov 30 or then"
    assert formatted.entities == [
        {"type": "date_time", "offset": 4, "length": 6, "unix_time": 1796047500, "date_time_format": "Dt"},
        {"type": "date_time", "offset": 14, "length": 4, "unix_time": 5},
    ]


@pytest.mark.parametrize("attributes", ["", 'unix="soon"', 'unix="1" format="Y"', 'unix="1" format="rt"'])
def test_a_time_that_is_none(attributes: str) -> None:
    with pytest.raises(ApiError, match="invalid time or format"):
        html(f"<tg-time {attributes}>x</tg-time>")


def test_links_mentions_and_code() -> None:
    formatted = html(
        "<a href=\"https://example.org?a=1&amp;b=2\">x</a><a href='nowhere'>y</a>"
        f'<a href="tg://user?id={RITA}">z</a><a href="tg://user?id=1">n</a>'
        '<pre><code class="language-python">p <b>q</b></code></pre>'
    )
    assert formatted.text == "xyznp q"
    link, mention, code = formatted.entities
    assert link["url"] == "https://example.org/?a=1&b=2"
    assert mention["user"]["id"] == RITA
    assert (code["type"], code["language"], code["length"]) == ("pre", "python", 3)


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("ы<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("🔥</b>", "Unexpected end tag at byte offset 4"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 3'),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ],
)
def test_refused(source: str, error: str) -> None:
    with pytest.raises(ApiError) as refused:
        html(f"{source} " if error.startswith('Unsupported start tag ""') else source)
    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {error}"


@pytest.mark.parametrize("mode", ["MarkdownV2", "markdown"])
def test_markdown_is_refused(mode: str) -> None:
    with pytest.raises(ApiError, match="renders parse_mode HTML alone"):
        format_text("*x*", person_of_id=person_of_id, parse_mode=mode)
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        format_text("*x*", person_of_id=person_of_id, parse_mode="rtf")


def test_what_telegram_marks_by_itself() -> None:
    formatted = format_text(
        "/start@bot a@b.org #tag @rita_reporter https://x.org/a?b=c. and example.com/x, not a/b or </i>",
        person_of_id=person_of_id,
    )
    found = {formatted.text[e["offset"] : e["offset"] + e["length"]]: e["type"] for e in formatted.entities}
    assert found == {
        "/start@bot": "bot_command",
        "a@b.org": "email",
        "#tag": "hashtag",
        "@rita_reporter": "mention",
        "https://x.org/a?b=c": "url",
        "example.com/x": "url",
    }


def test_trimming_moves_entities() -> None:
    formatted = html("\n  <b> x</b> \n")
    assert formatted.text == "x"
    assert shapes(formatted) == [("bold", 0, 1)]
