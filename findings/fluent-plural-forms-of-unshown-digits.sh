#!/usr/bin/env bash
# fluent.runtime picks the plural form by the number that it was given, not by the digits that it shows.
#
# Library    fluent.runtime 0.4.0 with Babel 2.19.0 (PyPI).
# Source     CLDR's plural rules go by the visible digits (operands v and f of UTS 35, part 3); Fluent hands NUMBER's options
#            to the choice of the variant. Here the variant is chosen by Babel's rule for the bare value.
# Valid use  a mean time or rating, rounded by NUMBER in both places, as the Fluent guide writes it.
# Expected   "1 hour" for 1.2 shown without a fraction; "1.0 stars" for 1 shown with one.
# Seen       "1 hours" and "1.0 star"; Decimal("1.0") is "1.0 stars": the Python type decides. In Russian 21.4 becomes
#            "21 часа". Whoever shows rounded numbers rounds them before they are handed over.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheels; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check fluent.runtime==0.4.0 babel==2.19.0

cat > "$folder/forms.py" <<'PYTHON'
from decimal import Decimal

from fluent.runtime import FluentBundle, FluentResource

ENGLISH = """
hours = { NUMBER($n, maximumFractionDigits: 0) ->
    [one] { NUMBER($n, maximumFractionDigits: 0) } hour
   *[other] { NUMBER($n, maximumFractionDigits: 0) } hours
 }
stars = { NUMBER($n, minimumFractionDigits: 1) ->
    [one] { NUMBER($n, minimumFractionDigits: 1) } star
   *[other] { NUMBER($n, minimumFractionDigits: 1) } stars
 }
"""
RUSSIAN = """
hours = { NUMBER($n, maximumFractionDigits: 0) ->
    [one] { NUMBER($n, maximumFractionDigits: 0) } час
    [few] { NUMBER($n, maximumFractionDigits: 0) } часа
    [many] { NUMBER($n, maximumFractionDigits: 0) } часов
   *[other] { NUMBER($n, maximumFractionDigits: 0) } часа
 }
"""


def said(language, source, message, number):
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(source))
    text, errors = bundle.format_pattern(bundle.get_message(message).value, {"n": number})
    if errors:
        raise SystemExit(f"it is no longer so: {errors}")
    return text


tried = [
    ("en", ENGLISH, "hours", 1.2),
    ("en", ENGLISH, "stars", 1),
    ("en", ENGLISH, "stars", Decimal("1.0")),
    ("ru", RUSSIAN, "hours", 21.4),
]
seen = [said(*each) for each in tried]
for (language, _source, message, number), text in zip(tried, seen, strict=True):
    print(f"  {language} {message} {number!r}: {text}")
if seen != ["1 hours", "1.0 star", "1.0 stars", "21 часа"]:
    raise SystemExit("it is no longer so")
PYTHON
"$folder/venv/bin/python" "$folder/forms.py"
