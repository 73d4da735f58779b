"""What the buttons carry. Never rename a field's meaning: buttons live in chats for years.

Anybody can send any callback data: a number out of its range makes no button, and is answered like one of long ago.
"""
