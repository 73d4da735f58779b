"""/locations: the tree, typed places, tables of them."""

import csv
import io

from bot_service.domain.deliveries.outgoing import opened
from bot_testing.talker import Talker

TABLE = """code;name;kind;parent;archived
HQ-1;First floor;floor;HQ;
HQ;Head office;building;;
HQ-114;Meeting room;room;HQ-1;
HQ-115;Kitchen;room;HQ-1;yes
"""


async def sends_table(admin: Talker, content: str | bytes, name: str = "rooms.csv") -> None:
    data = content if isinstance(content, bytes) else content.encode()
    file_id = f"table-{len(admin.world.contents)}"
    admin.world.contents[file_id] = data
    await admin.sends(
        document={"file_id": file_id, "file_unique_id": "u", "file_name": name, "file_size": len(data)}
    )


async def takes_table(admin: Talker, content: str | bytes) -> None:
    await admin.says("/locations")
    await admin.taps("📥")
    await sends_table(admin, content)
    await admin.taps("✅ Take over")


def file_of(admin: Talker) -> list[list[str]]:
    file = opened(admin.last.arguments["document"])
    assert file is not None
    return list(csv.reader(io.StringIO(file[1].decode("utf-8-sig")), delimiter=";"))


async def test_places_are_added_renamed_archived_and_brought_back(eve: Talker) -> None:
    await eve.says("/locations")
    assert "no places yet" in eve.last.text
    await eve.taps("➕ Add")
    await eve.taps("building")
    await eve.says("hq Head office")
    assert "Added: 1" in eve.last.text
    await eve.taps("Head office")
    await eve.taps("➕ Add inside")
    assert "site" not in eve.last.buttons
    await eve.taps("room")
    await eve.says("HQ-114; Meeting room\n\nHQ-115 – Kitchen\nHQ-116")
    assert "Added: 3" in eve.last.text
    for line in ("Meeting room – HQ-114", "Kitchen – HQ-115", "HQ-116 – HQ-116"):
        assert line in eve.last.text
    await eve.taps("Kitchen")
    shown = eve.last
    assert "Inside: HQ" in shown.text
    await eve.taps("✏️ Rename", shown)
    await eve.says("Big kitchen")
    assert "Renamed" in eve.last.text
    shown = eve.last
    await eve.taps("🗄 Archive", shown)
    await eve.taps("🗄 Yes", shown)
    assert "Archived: nobody can choose it" in shown.text
    await eve.taps("♻️", shown)
    assert "can be chosen again" in shown.text
    await eve.taps("⬅️", shown)
    assert "Big kitchen – HQ-115" in shown.text


async def test_what_cannot_be_added_is_said_and_asked_again(eve: Talker) -> None:
    await takes_table(eve, TABLE)
    await eve.says("/locations")
    await eve.taps("➕ Add")
    await eve.taps("room")
    await eve.says("R-1 One\nШкаф Комната\nR-1 Two")
    assert "Nothing was added" in eve.last.text
    assert "ШКАФ – the code is not" in eve.last.text
    assert "R-1 – an earlier line" in eve.last.text
    await eve.says("HQ-114 Another")
    assert "exists already" in eve.last.text
    await eve.sends_photo("p1")
    assert "write it as text" in eve.last.text
    await eve.says("R-1 One")
    assert "Added: 1" in eve.last.text
    await eve.taps("One")
    await eve.taps("✏️ Rename")
    await eve.says("x" * 101)
    assert "1 to 100 characters" in eve.last.text
    await eve.says("/cancel")
    assert "Nothing was changed" in eve.last.text
    await eve.says("One more lamp is broken")
    assert "📝 New request" in str(eve.last.buttons), "no longer taken for a name"


async def test_a_try_after_one_that_was_cut_short_adds_nothing_and_says_the_same(eve: Talker) -> None:
    for _ in range(2):
        await eve.says("/locations")
        await eve.taps("➕ Add")
        await eve.taps("building")
        eve.world.number_next(7_000)
        await eve.says("HQ Head office\nB Branch")
        assert "Added: 2" in eve.last.text
    await eve.says("/locations")
    await eve.taps("➕ Add")
    await eve.taps("building")
    await eve.says("HQ Head office")
    assert "exists already" in eve.last.text


async def test_a_table_is_looked_at_taken_and_sent_back(eve: Talker) -> None:
    await eve.says("/locations")
    await eve.taps("📥")
    await sends_table(eve, TABLE)
    assert "New: 4" in eve.last.text
    shown = eve.last
    data = shown.buttons["✅ Take over"]
    await eve.taps("✅ Take over", shown)
    assert "Done. New: 4" in shown.text
    assert "Head office – HQ" in eve.last.text
    assert "out of date" in (await eve.taps_data(data, shown)).text
    await eve.says("/locations")
    await eve.taps("📤")
    exported = opened(eve.last.arguments["document"])
    assert exported is not None
    assert file_of(eve)[0] == ["code", "name", "kind", "parent", "archived", "latitude", "longitude"]
    assert ["HQ-115", "Kitchen", "room", "HQ-1", "yes", "", ""] in file_of(eve)
    await eve.taps("📥")
    await sends_table(eve, exported[1].replace(b"Kitchen", "'=Кухня".encode()))
    assert "New: 0\nChanged: 1\nAs they are: 3" in eve.last.text
    await eve.taps("✅ Take over")
    await eve.says("/locations")
    await eve.taps("📤")
    assert ["HQ-115", "'=Кухня", "room", "HQ-1", "yes", "", ""] in file_of(eve), "no formula to a spreadsheet"


async def test_lines_with_mistakes_are_named_and_nothing_is_taken(eve: Talker) -> None:
    await takes_table(eve, TABLE)
    await eve.says("/locations")
    await eve.taps("📥")
    await sends_table(
        eve,
        "Код,Название,Вид,Внутри,Архив\n"
        'R-1,"Две\nстроки",помещение,HQ,\n'
        "R-1,Again,room,HQ,\n"
        "R-2,Closet,cupboard,HQ,maybe\n"
        "A,A,floor,B,\n"
        "B,B,room,A,\n"
        "R-3,X,room,NOWHERE,нет\n",
    )
    preview, sent = eve.chat[-2:]
    assert "Lines with a mistake: 4" in preview.text
    assert "Line 4: R-1 – an earlier line" in preview.text
    assert "Line 5: R-2 – the kind must be" in preview.text
    assert "✅ Take over" not in preview.buttons
    assert sent.method == "sendDocument"
    assert [row[0] for row in file_of(eve)] == ["line", "4", "5", "6", "8"]
    await sends_table(eve, "HQ;Headquarters;building;")
    await eve.taps("✅ Take over")
    assert "Headquarters" in eve.last.text
    assert "R-1" not in eve.last.text


async def test_separators_and_encodings(eve: Talker) -> None:
    table = "код;название;вид;внутри\nHQ;Главный офис;здание;\nR-1;Кухня;кабинет;HQ\n"
    for number, content in enumerate(
        (
            table.encode("utf-8-sig"),
            table.encode("cp1251"),
            table.replace(";", ",").encode(),
            table.replace(";", "\t").encode("utf-16"),
            table.replace("\n", "\r\n").encode(),
            f"\nsep=;\n{table}".encode("utf-8-sig"),
            f"sep=\t\n{table}".replace(";", "\t").encode(),
        )
    ):
        await eve.says("/locations")
        await eve.taps("📥")
        await sends_table(eve, content)
        assert ("New: 2" if number == 0 else "As they are: 2") in eve.last.text, number
        await eve.taps("✅ Take over")
    assert "Главный офис" in eve.last.text


async def test_what_is_no_table(eve: Talker) -> None:
    await eve.says("/locations")
    await eve.taps("📤")
    await eve.taps("📥")
    for content, said in (
        ("", "nothing in this file"),
        ("code;name\n\n", "nothing in this file"),
        (b"PK\x03\x04rest", "This is a workbook"),
        ('code;name\nA;"B\n', "Line 2 cannot be read"),
        ("\n".join(f"R{number};x;room" for number in range(10_001)), "too long"),
        (b"\x00\xff" * 50, "mistake"),
    ):
        await sends_table(eve, content)
        assert said in "\n".join(each.text for each in eve.chat[-2:]), content[:20]
    await eve.says("what?")
    assert "send the table as a file" in eve.last.text
    await eve.taps("✖️ Cancel")
    assert any("no places yet" in each.text for each in eve.chat)


async def test_ten_thousand_rows_are_looked_at(eve: Talker) -> None:
    await eve.says("/locations")
    await eve.taps("📥")
    await sends_table(eve, "\n".join(f"R{number};Room {number};room" for number in range(10_000)))
    assert "New: 10,000" in eve.last.text


async def test_who_scans_a_new_code_reports_from_there(eve: Talker, ann: Talker) -> None:
    await takes_table(eve, TABLE)
    await ann.says("/start loc_HQ-114")
    assert "Meeting room" in "\n".join(each.text for each in ann.chat)


async def test_a_place_gets_its_position_by_a_message_and_by_a_table(eve: Talker) -> None:
    await takes_table(eve, TABLE)
    await eve.says("/locations")
    await eve.taps("Head office")
    await eve.taps("📍 Position")
    assert "Send its position" in eve.last.text
    await eve.says("over there")
    assert "Please send a position" in eve.last.text
    await eve.sends(location={"latitude": -33.868821, "longitude": 151.2093})
    assert "📍 -33.86882, 151.20930" in eve.last.text
    await eve.says("/locations")
    await eve.taps("📤")
    rows = file_of(eve)
    assert ["HQ", "Head office", "building", "", "", "'-33.868821", "151.2093"] in rows
    exported = opened(eve.last.arguments["document"])
    assert exported is not None
    await eve.taps("📥", next(each for each in reversed(eve.chat) if "📥" in "".join(each.buttons)))
    await sends_table(eve, exported[1])
    assert "New: 0\nChanged: 0" in eve.last.text
    await sends_table(eve, exported[1].replace(b"151.2093", b"59,9386"))
    assert "New: 0\nChanged: 1" in eve.last.text
    await eve.taps("✅ Take over")
    await eve.says("/locations")
    await eve.taps("📥")
    await sends_table(eve, "code;name;kind;lat;lon\nHQ;Head office;building;91;0\nX;Y;site;here;0\n")
    preview = eve.chat[-2]
    assert "Line 2: HQ – latitude and longitude are no point on the map" in preview.text
    assert "Line 3: X – latitude and longitude are no point on the map" in preview.text
