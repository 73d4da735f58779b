# /start, /help, /id and what is said outside of any dialog.
welcome = 👋 Hello, <b>{ $name }</b>! This is the service desk: tell us what is broken, and see here how it gets fixed.
help-reporter =
    Just send a message, a photo, a video or a voice message about what is wrong, and I will make a request of it.

    /new – report a problem
    /my – your requests
    /search lamp – find requests by words or number
    /cancel – cancel what you are writing
    /settings – language, quiet hours, time zone, announcements
    /id – your Telegram id

    Send a number such as #5 to see that request. To add something to a request, reply to any of my messages about it.
help-staff =
    You work on requests here:
    /queue – requests that need somebody, and yours
    /ticket 42 – the request with that number
    /replies – what you send again and again
    /away – when you are away

    What you write in reply to a message about a request is a note, which only staff see. To write to its reporter, tap ✍️ below it.
your-id = Your Telegram id is <code>{ $id }</code>. Give it to whoever runs this desk if you are to work on requests.
unknown-link = This link does not work, or no longer does. Here is what I can do:
invited-admin = ✅ You are an admin of this desk now. Begin with /setup: it shows what is still missing.
invited-dispatcher = ✅ You are a dispatcher of this desk now.
invited-auditor = ✅ You may read everything at this desk now.
invited-agent = ✅ You work on the requests of this desk now.
invited-user = ✅ That was you: what was reported for you is yours now. See /my.
invited-before = ✅ Done: you are staff of this desk, and what was reported for you is yours. See /queue and /my.
invite-no-raise = This invitation would give you no more than you have already. Somebody else can still use it.
unknown-command = I do not know this command. See /help for what I can do.
unsupported-kind = I cannot make a request of this. Please send text, a photo, a video, a voice message, a document or a place.
forwarded-from = ↪️ Forwarded from { $name }
forwarded = ↪️ Forwarded from a deleted account
button-outdated = This button is out of date. See /help for what I can do.
staff-only = Only staff can see the queue. Your own requests are under /my.
switched-off = You have been shut out of this desk. Please talk to the people who run it.
edit-not-followed = Your edit came too late to be taken over. Please send the correction as a reply to a message about the request.
moment = { DATETIME($time, dateStyle: "medium", timeStyle: "short") }
day = { DATETIME($day, dateStyle: "medium") }
language = English
settings =
    <b>Settings</b>

    🌐 Language: English
    🕒 Time zone: { $zone }; it is { $now } there.
settings-how = Choose below. For another zone, write its name, such as /settings Asia/Almaty
settings-zone-unknown = I do not know this time zone. Write its name as in /settings Europe/Berlin
zone-london = London
zone-berlin = Berlin
zone-istanbul = Istanbul
zone-moscow = Moscow
zone-yekaterinburg = Yekaterinburg
zone-novosibirsk = Novosibirsk
zone-vladivostok = Vladivostok
zone-dubai = Dubai
zone-kolkata = Delhi
zone-tokyo = Tokyo
zone-newyork = New York
zone-losangeles = Los Angeles
person = Person { $number }
apology = ⚠️ Something went wrong on our side, and your last message was not handled. Please try again later. If it happens again, give our staff this code: <code>{ $code }</code>.
too-many-messages = ⏳ You have sent more than { $limit } messages within a minute. For the next { $seconds ->
    [one] second
   *[other] { $seconds } seconds
} I do not read on. Please send what came last again then.
too-many-taps = That was a lot of taps within a minute. Please wait { $seconds ->
    [one] a second
   *[other] { $seconds } seconds
}.
unsaid = ⚠️ I had an answer for you, but could not show it. If you miss it, give our staff this code: { $code }.
unsaid-about = ⚠️ There is news of request #{ $number } that I could not show. Send #{ $number } to see the request. If that does not work, give our staff this code: { $code }.
out-of-reach = ⚠️ Because of a fault I cannot see what we were in the middle of. Please start again, or wait: once the fault is over I will know it again.
button-out-of-reach = Because of a fault I cannot get at this right now. It is not lost: please tap again in a few minutes.
delayed = ⏳ This is taking longer than usual. Nothing is lost: I will go on as soon as I can.
cancels-later = ⏳ What you sent before is still waiting: a part of this desk does not answer right now. I will cancel as soon as I have got to it.

# Commands in Telegram's menu.
command-new = Report a problem
command-my = Your requests
command-queue = Requests that need somebody
command-help = What this bot can do
command-cancel = Cancel what you are writing
command-settings = Language, quiet hours, time zone, announcements
command-id = Your Telegram id
