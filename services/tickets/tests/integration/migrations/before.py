"""What the release before had stored."""

BEFORE = """
INSERT INTO users (telegram_id, display_name, role) VALUES (5, 'Ann', 'user'), (6, 'Gus', 'agent');
INSERT INTO requests (user_id, title) VALUES (1, 'Lamp');
INSERT INTO comments (request_id, user_id, comment) VALUES (1, 1, 'Hello');
INSERT INTO history (request_id, type, actor, comment_id) VALUES
    (1, 'TICKET_CREATED', 'users/1', NULL), (1, 'COMMENT_ADDED', 'users/1', 1);
"""
