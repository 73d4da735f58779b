"""Files of an older system that are not here."""

from bot_service.adapters.inbound.telegram.drawing.budget import MESSAGE_UNITS
from bot_service.adapters.inbound.telegram.drawing.old_files import MOST, old_files_shown
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import LANGUAGES, texts_in
from bot_service.application.ports.files.old_files import MOST_OLD_FILES, OldFileState, OldFileView
from bot_service.domain.files.attachment import TelegramKind


def test_the_longest_names_of_as_many_as_there_may_be_fit_into_one_message() -> None:
    files = [
        OldFileView(
            name=f"oldFiles/{number}",
            ticket=1,
            telegram_file_id="f",
            telegram_kind=TelegramKind.PHOTO,
            file_name="<" * 255,
            size_bytes=None,
            uploader="",
            state=OldFileState.TOO_LARGE,
        )
        for number in range(MOST_OLD_FILES)
    ]
    for language in LANGUAGES:
        *sent, named = old_files_shown(files, 7, about=1, texts=texts_in(language))
        assert len(sent) == MOST
        text = str(named.arguments["text"])
        assert text.count("\n") == MOST - 1
        assert len(text.replace("&lt;", "<")) <= MESSAGE_UNITS
