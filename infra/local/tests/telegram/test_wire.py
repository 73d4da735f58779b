import json
from collections.abc import Callable

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import SendDice
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats

from fixline_local.telegram.client import PersonClient, TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, IVAN, RITA
from fixline_local.telegram.simulator import TelegramSimulator

OTHER_TOKEN = "7000000002:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"


async def test_json_form_query_and_any_case(simulator: TelegramSimulator, rita: PersonClient) -> None:
    url = f"{simulator.url}/bot{BOT_TOKEN}/SENDMESSAGE"
    given = {"chat_id": RITA, "text": "hello"}
    form = {"chat_id": str(RITA), "text": "hello", "reply_markup": json.dumps({"remove_keyboard": True})}
    async with aiohttp.ClientSession() as session:
        for options in ({"json": given}, {"data": form}, {"params": form}):
            async with session.post(url, **options) as response:
                body = await response.json()
            assert body["ok"], body
            assert body["result"]["chat"]["id"] == rita.chat_id
        async with session.get(url, params=form) as response:
            assert (await response.json())["result"]["text"] == "hello"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("{", "can't parse JSON object"),
        ("[]", "can't parse JSON object"),
        ("{}", "chat_id is empty"),
        (json.dumps({"chat_id": RITA}), "message text is empty"),
        (
            json.dumps({"chat_id": RITA, "text": "x", "reply_markup": "{"}),
            "can't parse reply keyboard markup JSON object",
        ),
        (
            json.dumps({"chat_id": RITA, "text": "x", "reply_markup": {"keyboard": 1}}),
            "can't parse reply keyboard markup JSON object",
        ),
    ],
)
async def test_bodies_that_make_no_call(simulator: TelegramSimulator, body: str, error: str) -> None:
    url = f"{simulator.url}/bot{BOT_TOKEN}/sendMessage"
    headers = {"Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as response:
        answer = await response.json()
    assert (response.status, answer["ok"], answer["error_code"]) == (400, False, 400)
    assert error in answer["description"]


async def test_unknown_methods_and_tokens(
    simulator: TelegramSimulator, make_bot: Callable[[str], Bot], bot: Bot
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{simulator.url}/bot{BOT_TOKEN}/fly") as response,
    ):
        assert await response.json() == {
            "ok": False,
            "error_code": 404,
            "description": "Not Found: method not found",
        }
    with pytest.raises(TelegramNotFound, match="sendDice is not simulated"):
        await bot(SendDice(chat_id=RITA))
    with pytest.raises(TelegramUnauthorizedError, match="Unauthorized"):
        await make_bot("1:short").get_me()
    assert (await bot.get_me()).id == int(BOT_TOKEN.partition(":")[0])


async def test_only_listed_tokens(make_bot: Callable[..., Bot]) -> None:
    async with TelegramSimulator(tokens=[BOT_TOKEN], only_these=True) as strict:
        with pytest.raises(TelegramUnauthorizedError):
            await make_bot(OTHER_TOKEN, strict.url).get_me()
        assert (await make_bot(BOT_TOKEN, strict.url).get_me()).is_bot


async def test_file_ids_belong_to_one_bot(
    make_bot: Callable[..., Bot], bot: Bot, rita: PersonClient, jpeg: bytes
) -> None:
    await rita.send_photo(jpeg)
    message = (await bot.get_updates(timeout=5))[-1].message
    assert message is not None
    assert message.photo is not None
    file = await bot.get_file(message.photo[-1].file_id)
    assert file.file_unique_id != file.file_id
    with pytest.raises(TelegramBadRequest, match="invalid file_id"):
        await make_bot(OTHER_TOKEN).get_file(file.file_id)
    with pytest.raises(TelegramBadRequest, match="invalid file_id"):
        await bot.get_file(file.file_unique_id)


async def test_downloads_end_at_20_mb(bot: Bot, rita: PersonClient) -> None:
    await rita.send_document(bytes(20 * 1024 * 1024 + 1), name="big.bin")
    await rita.send_document(bytes(20 * 1024 * 1024), name="fits.bin")
    big, fits = [
        u.message.document for u in await bot.get_updates(timeout=5) if u.message and u.message.document
    ]
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await bot.get_file(big.file_id)
    content = await bot.download(fits.file_id)
    assert content is not None
    assert len(content.read()) == 20 * 1024 * 1024


async def test_profile(bot: Bot, rita: PersonClient, people: TelegramPeople) -> None:
    commands = [BotCommand(command="start", description="Begin")]
    await bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands(
        [BotCommand(command="start", description="Начать")],
        language_code="ru",
        scope=BotCommandScopeAllPrivateChats(),
    )
    stored = await bot.get_my_commands(scope=BotCommandScopeAllPrivateChats())
    assert [(command.command, command.description) for command in stored] == [("start", "Begin")]
    assert await bot.get_my_commands() == []
    assert await rita.commands() == [{"command": "start", "description": "Begin"}]
    assert (await people.person(IVAN).commands())[0]["description"] == "Начать"
    await bot.delete_my_commands(scope=BotCommandScopeAllPrivateChats())
    assert await rita.commands() == []
    await bot.set_my_name("Desk")
    await bot.set_my_description("About", language_code="en")
    await bot.set_my_short_description("Short")
    assert (await bot.get_my_name()).name == "Desk"
    assert (await bot.get_my_description(language_code="en")).description == "About"
    assert (await bot.get_my_short_description()).short_description == "Short"
    assert (await bot.get_me()).first_name == "Desk"


@pytest.mark.parametrize(
    ("commands", "error"),
    [
        ([("Start", "x")], "BOT_COMMAND_INVALID"),
        ([("x" * 33, "x")], "BOT_COMMAND_INVALID"),
        ([("x", "")], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([("x", "x" * 257)], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([("x", "x")] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_command_limits(bot: Bot, commands: list[tuple[str, str]], error: str) -> None:
    with pytest.raises(TelegramBadRequest, match=error):
        await bot.set_my_commands([BotCommand(command=name, description=text) for name, text in commands])


async def test_chats_members_and_actions(bot: Bot, rita: PersonClient) -> None:
    assert (await bot.get_chat(RITA)).first_name == "Rita"
    assert (await bot.get_chat_member(RITA, RITA)).status == "member"
    with pytest.raises(TelegramBadRequest, match="PARTICIPANT_ID_INVALID"):
        await bot.get_chat_member(RITA, IVAN)
    assert await bot.send_chat_action(rita.chat_id, "typing")
    with pytest.raises(TelegramBadRequest, match="wrong parameter action in request"):
        await bot.send_chat_action(RITA, "dancing")


async def test_log_out(bot: Bot) -> None:
    assert await bot.log_out()
    with pytest.raises(TelegramBadRequest, match="Logged out"):
        await bot.get_updates()
    assert await bot.close()
