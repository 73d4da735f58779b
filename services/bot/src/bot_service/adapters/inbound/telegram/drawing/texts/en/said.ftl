# What staff said, put differently or taken back.
button-say-anew = ✏️ Edit
button-take-back = ↩️ Take back
button-take-back-now = ↩️ Yes, take it back
button-keep-said = Keep it
ask-anew =
    This is on #{ $number } now:

    { $text }

    Write it as it should be: everybody who got it will see the new words.
comment-corrected-so =
    ✏️ <b>Corrected on #{ $number }:</b>

    { $text }
taken-back = ↩️ Taken back on #{ $number }. The message is deleted for everybody who got it. What it said stays in the history, for staff only.
taken-back-late = ↩️ Taken back on #{ $number }. It was sent more than 48 hours ago, so Telegram can no longer delete it: in its place, people now read that it was taken back. What it said stays in the history, for staff only.
taken-back-note = ↩️ Note taken back on #{ $number }. What it said stays in the history.
taken-back-files = What came with it is deleted there, too, but stays on the request, under “📷 Show photos”.
taken-back-late-files = What came with it stays where people got it, and on the request.
taken-back-note-files = The files that came with it stay on the request.
said-gone = This button is out of date: it was taken back already, or is not yours.
refused-withdrawn = This was taken back, and stays so.
notice-taken-back = ↩️ <i>This message was taken back.</i>
history-taken-back = ↩️ Took back what they had written
