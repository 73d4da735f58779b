from fixline_local.telegram.people import DEFAULT_PEOPLE, Person
from fixline_local.telegram.store.database import Database

FIRST_ID = 5_000_000_201


class PeopleTable:
    def __init__(self, database: Database) -> None:
        self._database = database
        with database.transaction():
            for person in DEFAULT_PEOPLE:
                if self.get(person.id) is None:  # a file of an earlier release may lack some
                    self._save(person)

    def all(self) -> list[Person]:
        rows = self._database.rows("SELECT * FROM people ORDER BY id")
        return [Person(**dict(row)) for row in rows]

    def get(self, person_id: int) -> Person | None:
        row = self._database.row("SELECT * FROM people WHERE id = ?", person_id)
        return Person(**dict(row)) if row else None

    def of_username(self, username: str) -> Person | None:
        row = self._database.row("SELECT * FROM people WHERE lower(username) = lower(?)", username)
        return Person(**dict(row)) if row else None

    def create(self, *, first_name: str, last_name: str, username: str, language_code: str) -> Person:
        person = Person(
            id=self._database.next("people", first=FIRST_ID),
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
        )
        self._save(person)
        return person

    def _save(self, person: Person) -> None:
        self._database.run(
            "INSERT INTO people VALUES (?, ?, ?, ?, ?)",
            person.id,
            person.first_name,
            person.last_name,
            person.username,
            person.language_code,
        )
