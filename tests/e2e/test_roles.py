"""Roles given on the chat page, on a real desk."""

import pytest

from fixline_local.telegram.client import ActionRefusedError, TelegramPeople
from fixline_local.telegram.people import ADA

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("desk")]


async def test_a_new_person_gets_a_role_and_another_one(people: TelegramPeople) -> None:
    vera = await people.create_person("Vera", username="vera_v")
    person = f"/api/desk/people/{vera.id}"
    assert await people.request("GET", person) == {"role": None}

    given = await people.request("PUT", f"{person}/role", json={"role": "agent"})
    assert given["role"] == "agent"
    assert vera.id in given["started"]
    assert await people.request("GET", person) == {"role": "agent"}

    given = await people.request("PUT", f"{person}/role", json={"role": "auditor"})
    assert given == {"role": "auditor", "started": []}
    assert await people.request("GET", person) == {"role": "auditor"}


async def test_the_last_admin_stays_one(people: TelegramPeople) -> None:
    ada = f"/api/desk/people/{ADA}"
    await people.request("PUT", f"{ada}/role", json={"role": "admin"})
    with pytest.raises(ActionRefusedError, match=r"409: The tickets service refused: .*admin"):
        await people.request("PUT", f"{ada}/role", json={"role": "reporter"})
    assert await people.request("GET", ada) == {"role": "admin"}
