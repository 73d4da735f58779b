import pytest

from fixline_telemetry.statements import LONGEST_TEXT, summary_of, text_of


@pytest.mark.parametrize(
    ("statement", "summary"),
    [
        ("SELECT users.id FROM users WHERE id = $1", "SELECT users"),
        ("select 1", "SELECT"),
        ('INSERT INTO "tickets" (a) VALUES ($1) RETURNING id', "INSERT tickets"),
        ("INSERT INTO tickets.history SELECT * FROM other", "INSERT tickets.history"),
        ("\nUPDATE inbox\nSET state = $1", "UPDATE inbox"),
        ("DELETE FROM ONLY sessions", "DELETE sessions"),
        (
            "WITH made AS (INSERT INTO tickets (a) VALUES (1) RETURNING id) SELECT id FROM made",
            "INSERT tickets",
        ),
        ("WITH due AS (SELECT id FROM inbox FOR UPDATE SKIP LOCKED) UPDATE inbox SET x = 1", "UPDATE inbox"),
        ("WITH a AS (SELECT 1 FROM first) SELECT * FROM a", "SELECT first"),
        ("SELECT id FROM inbox ORDER BY id FOR UPDATE SKIP LOCKED", "SELECT inbox"),
        ("SELECT extract(epoch FROM created) FROM tickets", "SELECT tickets"),
        ("SELECT x FROM (SELECT y FROM inner_table) AS sub", "SELECT inner_table"),
        ("SELECT a, (SELECT count(*) FROM inner_table) AS n FROM tickets", "SELECT tickets"),
        ("/* why */ SELECT 1 -- from nowhere\n FROM tickets", "SELECT tickets"),
        ("SELECT 'copied from users' FROM notes", "SELECT notes"),
        ("SELECT pg_advisory_lock($1)", "SELECT"),
        ("CREATE TABLE a (b int)", "CREATE"),
        ("SAVEPOINT a", "SAVEPOINT"),
        ("", "SQL"),
    ],
)
def test_a_statement_is_named_by_what_it_does_to_which_table(statement: str, summary: str) -> None:
    assert summary_of(statement).text == summary
    assert summary.startswith(summary_of(statement).operation)


def test_the_text_is_one_short_line_without_literals() -> None:
    assert text_of("SELECT 1\n  WHERE a = 'it''s me' AND b = $1") == "SELECT 1 WHERE a = '?' AND b = $1"
    assert len(text_of("SELECT " + "x, " * LONGEST_TEXT)) == LONGEST_TEXT
