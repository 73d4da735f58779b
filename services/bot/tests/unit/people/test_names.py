"""Names in the order of a dictionary."""

from bot_service.domain.people.names import alphabetical


def test_names_stand_where_people_look_for_them() -> None:
    names = [
        "Zoe",
        "Özil",
        "otto",
        "Anna",
        "ärger",
        "Яна",
        "Ёлкин",
        "Егор",
        "Йод",
        "Ирина",
        "Жанна",
        "Ödön",
        "Odin",
    ]
    assert sorted(names, key=alphabetical) == [
        *("Anna", "ärger", "Odin", "Ödön", "otto", "Özil", "Zoe"),
        *("Егор", "Ёлкин", "Жанна", "Ирина", "Йод", "Яна"),
    ]
