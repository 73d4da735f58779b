"""Limits of texts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets_service.domain import text
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.text import TextRule
from tickets_service.domain.violations import Violations

RULES = [text.TITLE, text.DESCRIPTION, text.LOCATION, text.COMMENT, text.RATING_COMMENT, text.DISPLAY_NAME]


def read(rule: TextRule, raw: str) -> tuple[str, list[str]]:
    violations = Violations()
    accepted = rule.read(raw, "field", violations)
    try:
        violations.refuse_if_any()
    except InvalidArgumentError as error:
        return accepted, [each.description for each in error.violations]
    return accepted, []


@pytest.mark.parametrize("rule", RULES)
def test_the_limits_are_counted_after_trimming(rule: TextRule) -> None:
    assert read(rule, f" \n{'ж' * rule.longest}\t ") == ("ж" * rule.longest, [])
    assert len(read(rule, "ж" * (rule.longest + 1))[1]) == 1


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("empty", ["", "   ", "\n\t "])
def test_what_must_not_be_empty(rule: TextRule, empty: str) -> None:
    assert read(rule, empty) == ("", ["must not be empty"] if rule.shortest else [])


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("control", ["\x00", "\x07", "\r", "\x1b", "\x1f", "\x7f", "\x85", "\x9f"])
def test_control_characters_are_refused_wherever_they_are(rule: TextRule, control: str) -> None:
    for raw in (f"a{control}b", f"{control}ab", f"ab{control}"):
        assert len(read(rule, raw)[1]) == 1


def test_lines_stay_in_long_texts_and_not_in_titles() -> None:
    assert read(text.COMMENT, "one\n\ttwo") == ("one\n\ttwo", [])
    assert read(text.TITLE, "one \n\n two\tthree  four") == ("one two three  four", [])


def test_several_faults_at_once() -> None:
    assert len(read(text.TITLE, "\x00" * 201)[1]) == 2


@given(st.text(max_size=300))
def test_what_is_accepted_obeys_the_rule_and_stays_the_same(raw: str) -> None:
    accepted, faults = read(text.TITLE, raw)
    if faults:
        return
    assert 1 <= len(accepted) <= 200
    assert accepted == accepted.strip()
    assert not any(unicodedata.category(character) == "Cc" for character in accepted)
    assert read(text.TITLE, accepted) == (accepted, [])


@given(st.text(max_size=50))
def test_only_controls_and_length_are_reasons_to_refuse(raw: str) -> None:
    controls = any(unicodedata.category(each) == "Cc" and each not in "\n\t" for each in raw)
    assert bool(read(text.DESCRIPTION, raw)[1]) == controls
