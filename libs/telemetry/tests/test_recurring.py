from fixline_telemetry.recurring import Recurring


def test_what_comes_again_is_told_of_at_once_then_seldom_with_how_often_it_came() -> None:
    now = 0.0
    recurring = Recurring(60.0, clock=lambda: now)
    assert [recurring.since_told("a") for _ in range(4)] == [0, None, None, None]
    assert recurring.since_told("b") == 0
    now = 59.9
    assert recurring.since_told("a") is None
    now = 60.0
    assert [recurring.since_told("a"), recurring.since_told("a")] == [4, None]
    assert recurring.since_told("b") == 0


def test_only_the_newest_are_remembered() -> None:
    recurring = Recurring(60.0, most=2)
    assert [recurring.since_told(number) for number in range(3)] == [0, 0, 0]
    assert [recurring.since_told(number) for number in (2, 1, 0)] == [None, None, 0]
