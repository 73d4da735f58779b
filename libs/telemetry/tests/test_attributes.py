from collections.abc import Iterator

import pytest

from fixline_telemetry.attributes import UNKEYED, pseudonym, use_pseudonym_key


@pytest.fixture(autouse=True)
def _local_key_afterwards() -> Iterator[None]:
    yield
    use_pseudonym_key("", environment="local")


def test_a_person_keeps_their_pseudonym_under_one_key_only() -> None:
    assert use_pseudonym_key("first", environment="production")
    first = pseudonym(42)
    assert use_pseudonym_key("second", environment="production")

    assert first != pseudonym(42) != pseudonym(43)
    assert use_pseudonym_key("first", environment="production")
    assert pseudonym(42) == pseudonym("42") == first
    assert len(first) == 16


def test_a_deployment_without_a_key_derives_nothing() -> None:
    assert not use_pseudonym_key("", environment="production")

    assert pseudonym(42) == pseudonym(43) == UNKEYED


def test_a_developers_machine_needs_no_key() -> None:
    assert use_pseudonym_key("", environment="local")

    assert pseudonym(42) != pseudonym(43)
