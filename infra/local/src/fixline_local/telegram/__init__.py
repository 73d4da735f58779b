"""A stand-in for Telegram: the Bot API's wire, people who talk to the bot, and a chat page.

`python -m fixline_local.telegram` runs it as a process; `fixline_local.telegram.simulator` runs it inside a test.
Where it knowingly differs from Telegram:

- the largest size of a photo keeps the bytes that were sent (Telegram recompresses), so that hashes can be compared;
- videos, video notes, voice and audio are not probed: sizes and durations are what the sender said, else 0;
- there is one set of stickers, all of them still pictures; locations do not move;
- a webhook may be plain HTTP and may use any port when its host is a loopback address;
- MarkdownV2 and Markdown are refused, a method that is not simulated is 404.
"""
