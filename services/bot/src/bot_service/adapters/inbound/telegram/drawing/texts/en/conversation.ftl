# /start, /help, /id and what is said outside of any dialog.
welcome = 👋 Hello, <b>{ $name }</b>! This is the request desk: say what is broken, and follow how it gets fixed.
help-reporter =
    Just send a message, a photo, a video or a voice message about what is wrong, and I make a request of it.

    /new – report something
    /my – your requests
    /cancel – drop what you are writing
    /id – your Telegram id

    Reply to any of my messages about a request, and your reply is added to it.
help-staff =
    You work on requests here:
    /queue – requests that wait for somebody, and yours
your-id = Your Telegram id is <code>{ $id }</code>. Whoever runs this desk needs it to make you staff.
unknown-link = That link is not one of mine, or no longer works. Here is what I can do:
unknown-command = I do not know this command. See /help for what I can do.
unsupported-kind = I cannot make a request of this. Send text, a photo, a video, a voice message or a document; say places in words.
button-outdated = This button is out of date. See /help for what I can do.
staff-only = Only staff can see the queue. Your own requests are under /my.
switched-off = Your account has been switched off. Please talk to the people who run this desk.
edit-not-followed = Edits of sent messages do not reach the desk. Please send the correction as a new message, or as a reply to a message about the request.
apology = ⚠️ Something went wrong on our side and your last message could not be handled. Please try again later; if it happens again, tell staff the code <code>{ $code }</code>.
delayed = ⏳ This takes longer than usual. Nothing is lost: I will go on as soon as I can.

# Commands in Telegram's menu.
command-new = Report something
command-my = Your requests
command-queue = Requests that wait for somebody
command-help = What this bot can do
command-cancel = Drop what you are writing
command-id = Your Telegram id
