#!/usr/bin/env bash
# aiogram writes the language of a code block into an attribute that Telegram does not know.
#
# Library    aiogram 3.31.0 (PyPI).
# Source     Bot API, "HTML style": <pre><code class="language-python">…</code></pre>. `HtmlDecoration.pre_language` writes
#            <code language="language-python">, `Message.html_text` and `formatting.Pre(…).as_html()` with it.
# Valid use  sending on what somebody wrote, a code block of a log in their language, with parse_mode HTML.
# Expected   `class`, the one attribute that the Bot API documents for <code>.
# Seen       `language`. Nothing is refused; the block arrives without its language, and colours are gone. The Markdown of the
#            same entity is right. Sending `entities` beside the plain text avoids both.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheels; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check aiogram==3.31.0

cat > "$folder/block.py" <<'PYTHON'
from datetime import UTC, datetime

from aiogram.types import Chat, Message, MessageEntity
from aiogram.utils.formatting import Pre

code = "print(1)"
message = Message(
    message_id=1,
    date=datetime.now(UTC),
    chat=Chat(id=1, type="private"),
    text=code,
    entities=[MessageEntity(type="pre", offset=0, length=len(code), language="python")],
)
print("  html_text:", message.html_text)
print("  Pre:      ", Pre(code, language="python").as_html())
print("  md_text:  ", message.md_text.replace("\n", "\\n"))
for html in (message.html_text, Pre(code, language="python").as_html()):
    if 'class="language-python"' in html or 'language="language-python"' not in html:
        raise SystemExit("it is no longer so")
PYTHON
"$folder/venv/bin/python" "$folder/block.py"
