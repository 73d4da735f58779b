"""Apologies."""

from bot_service.adapters.inbound.telegram.updates.apologies import apology, delayed


def test_apologies_speak_the_persons_language() -> None:
    assert "a1b2c3d4" in apology("ru", "a1b2c3d4", chat_id=7).arguments["text"]
    assert "Nothing is lost" in delayed("", chat_id=7).arguments["text"]
