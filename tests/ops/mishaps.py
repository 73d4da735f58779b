"""What the examples of the runbooks are about: an incident, what was given up, somebody who wants to be forgotten."""

import asyncio
import json
from typing import Any, Final

from fixline.tickets.v1.user_service_pb2 import RegisterUserRequest
from fixline.tickets.v1.user_service_pb2_grpc import UserServiceStub
from fixline_local.desk.desk import Desk
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_rpc.client.channel import create_channel
from fixline_testing.connections import connected

BOT_ID: Final = int(BOT_TOKEN.partition(":")[0])
INCIDENT: Final = "4bf92f35"
UNFIT: Final = 999_001
GIVEN_UP: Final = (17, 18)
REFUSED: Final = 4711
TO_BE_FORGOTTEN: Final = 4242


def message(update_id: int, text: object) -> str:
    rita = {"id": RITA, "first_name": "Rita"}
    said: dict[str, Any] = {"message_id": 5, "date": 1_764_400_000, "text": text}
    said |= {"chat": rita | {"type": "private"}, "from": rita | {"is_bot": False}}
    return json.dumps({"update_id": update_id, "message": said})


async def happen(desk: Desk) -> None:
    """Let the bot meet an update that nobody can read, and have given up others that it can; register somebody."""
    at, token = f"127.0.0.1:{desk.programs.addresses.tickets_grpc}", desk.programs.api_token()
    async with create_channel(at, token=token) as channel:
        register = RegisterUserRequest(telegram_id=TO_BE_FORGOTTEN, display_name="Somebody")
        await UserServiceStub(channel).RegisterUser(register)
    async with connected(desk.programs.postgres.dsn("bot")) as connection:
        await connection.execute(
            "INSERT INTO inbox (bot_id, update_id, chat_id, type, payload, traceparent)"
            " VALUES ($1, $2, $3, 'message', $4, $5)",
            *(BOT_ID, UNFIT, RITA, message(UNFIT, 5), f"00-{INCIDENT:0<32}-00f067aa0ba902b7-01"),
        )
        await connection.executemany(
            "INSERT INTO inbox (bot_id, update_id, chat_id, type, payload, state, finished_at, error, incident)"
            " VALUES ($1, $2, $3, 'message', $4, 'DEAD', now(), 'ValueError', '01234567')",
            [(BOT_ID, number, RITA, message(number, "/id")) for number in GIVEN_UP],
        )
        await connection.execute(
            "INSERT INTO deliveries (id, cause, n, chat_id, method, arguments, urgency, role, edits_card, state)"
            " OVERRIDING SYSTEM VALUE"
            """ VALUES ($1, 'an example', 0, $2, 'sendMessage', '{"text": "hello"}', 0, 'other', false, 'UNKNOWN')""",
            *(REFUSED, RITA),
        )
        async with asyncio.timeout(60):
            while not await connection.fetchval(  # noqa: ASYNC110  # another process tells nobody
                "SELECT 1 FROM inbox WHERE update_id = $1 AND incident = $2", UNFIT, INCIDENT
            ):
                await asyncio.sleep(0.1)
