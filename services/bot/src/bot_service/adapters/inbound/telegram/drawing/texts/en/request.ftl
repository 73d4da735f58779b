# Making a request.
offer =
    Shall I make a new request of this?

    { $text }
offer-about = { $count ->
    [one] Is this about <b>#{ $number } { $title }</b>, or something new?
   *[other] Is this about one of these requests, or something new?
}

    { $text }
button-add-to = ➕ Add to #{ $number }
button-add-to-titled = ➕ #{ $number } { $title }
offer-what = { $count ->
    [one] I have got it.
   *[other] I have got all { $count }.
} What is wrong? Tell me in a message, or make a request of it as it is.
button-wordless = 📝 Without a description
word-photo = Photo
word-video = Video
word-voice = Voice message
word-document = Document
added-to-description = I added that to the description.
button-new-request = 📝 New request
button-not-now = Not now
request-later = All right. Write to me whenever something is broken.

ask-what = <b>What is wrong?</b> Describe it in a message. Photos, videos, voice messages and documents are welcome, before or after.
ask-where = <b>Where is it?</b> Type the place, such as “Building 2, room 214”.
ask-urgency = <b>How urgent is it?</b>
button-no-place = Skip
button-cancel = ✖️ Cancel
unfinished = You have a request that is not sent yet. Let us go on with it, or /cancel it.
finish-request-first = First finish the request you are making, or /cancel it.

preview =
    <b>Please check your request:</b>

    { $text }
    { "" }
preview-no-place = 📍 No place given
button-send = ✅ Send
button-edit-what = ✏️ What
button-edit-where = 📍 Where
button-edit-urgency = ⏱ Urgency
button-files = 📎 Remove a file
ask-which-file = <b>Which file should I remove?</b>
button-detach = ✖️ { $name }
button-back = ⬅️ Back
file-photo = 🖼 Photo { $place }
file-video = 🎬 Video { $place }
file-voice = 🎤 Voice message { $place }
request-sent = ✅ <b>Request #{ $number } is sent.</b> You will hear from me when something happens.
request-sent-topic = ✅ <b>Request #{ $number } is sent.</b> It has a topic of its own in this chat, “#{ $number } { $title }”: there you hear how it goes on, and what you write there belongs to it.
request-sent-already = It has been sent already. Your requests are under /my.
button-changed = This has changed in the meantime.
request-gone = This button is out of date: its request was cancelled, or a newer one took its place. Please tell me again what is wrong.
request-cancelled = Draft deleted. Nothing was sent.
draft-cancelled = The draft “{ $title }” is deleted. Nothing was sent.
reply-cancelled =
    The reply to #{ $number } is deleted. Nothing was sent. It said:

    { $text }
cancel-more = { $count ->
    [one] Something else is still waiting. To cancel that, too: /cancel
   *[other] { $count } other things are still waiting. To cancel the next one: /cancel
}
nothing-to-cancel = There is nothing to cancel.

priority-low = 🟢 Can wait
priority-medium = 🟡 Normal
priority-high = 🟠 High
priority-urgent = 🔴 Urgent

# What cannot be accepted.
fault-text-empty = There is no text in this. Please describe in words what is wrong.
fault-text-too-long = This text is too long: at most { $limit } characters can be sent. Please shorten it, or attach it as a document.
fault-text-too-long-together = Together with what you wrote before, this is more than { $limit } characters. I kept what you wrote before; please shorten this message, or attach it as a document.
fault-name-empty = Please write the name of the person whose request it is.
fault-name-too-long = This is too long for a name: at most { $limit } characters. After a comma you can say how to reach them.
fault-contact-too-long = This is too long: how to reach somebody has at most { $limit } characters.
fault-location-empty = Please type the place in words, or skip it.
fault-location-too-long = This is too long for a place: at most { $limit } characters. Please put the details into the description.
fault-too-many-attachments = A request holds at most { $limit } attachments. I kept the first ones; send the others as replies once the request is sent.
fault-file-too-large = “{ $name }” is larger than 20 MB, and Telegram does not let bots have such files. Please send a shorter or compressed version, or a link to it.
fault-file-empty = “{ $name }” is empty. Please send it again.
fault-too-many-requests = You have sent { $limit } requests within an hour. This one is kept: please tap “Send” again in { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
}.
refused-attachment = “{ $name }” cannot be stored: it is gone from Telegram, larger than 20 MB, or empty. I took it off the request; please send it again.

# Where it is.
ask-where-listed = <b>Where is it?</b> Choose from the list, type the place, such as “Building 2, room 214”, or send your position (📎).
button-place-list = 🗂 Choose from the list
ask-which-place = <b>Where is it?</b> You can also type the name of the place.
ask-which-place-in = <b>{ $place }</b> – where exactly?
button-place-whole = 📍 Here: { $name }
ask-place-meant =
    <b>Which of these do you mean?</b> You wrote:

    { $place }
button-place-as-typed = ✍️ Keep it as I wrote it
ask-place-near = <b>Where is it?</b> This is nearest to the position that you sent.
ask-place-far = The position that you sent is far from every place that I know: it is { $distance } to { $place }. <b>Where is it?</b>
button-place-near = { $place } · { $distance }
button-place-point = 📍 Keep the position
button-position = 📍 Where I am
ask-position = Tap the key below to share where you are. Or type the place, or send another point by 📎.
key-position = 📍 Share my position
key-placeholder = … or type the place
key-put-away = 👍 All right.
position-not-shared = Your app has not sent a position: it may not be able to by that key. Send it by 📎 → Location, or type the place.
not-a-place = I cannot read a place from that. Please type the place, or share your position.
distance-metres = { $count } m
distance-kilometres = { $count } km
place-scanned = 📍 You are here: <b>{ $place }</b>.
place-scanned-unfinished = 📍 <b>{ $place }</b> – this is where your request is about now.
place-unknown = I do not know the place of this code; perhaps it is no longer in use. You can report the problem all the same.
ask-scanned =
    📍 You are here: <b>{ $place }</b>. But you have a request that is not sent yet:

    { $title }
button-scanned-anew = 🗑 Drop it, new request here
button-scanned-move = 📍 Go on with it, but here

# What others have reported already.
ask-similar = { $count ->
    [one] <b>Is it this?</b> Somebody has reported it already:
   *[other] <b>Is it one of these?</b> They have been reported already:
}
ask-similar-how = If it is, tap it: you will hear how it goes on, and need not send it again.
button-me-too = 🙋 Me too: #{ $number } { $title }
button-none-similar = 📝 No, something else
similar-followers = 👥 { $count }
joined = 🙋 <b>You will hear how #{ $number } goes on.</b> To add something, reply to this message.

# A request that is over, and is the matter again.
button-go-on = 🔁 It is back: new request
goes-on = 🔁 This goes on with <b>#{ $number } { $title }</b>.
preview-goes-on = 🔁 Goes on with #{ $number }

# A request for somebody else.
button-for-whom = 👤 For somebody else
preview-for = 👤 For: { $name }
ask-for-whom = <b>Whose request is it?</b> Write their name or @username, share their contact, or forward a message of theirs.
ask-which-person = <b>Who of these?</b> You can also write another name.
nobody-called-so = I know nobody called so. Write the name otherwise, share their contact, or forward a message of theirs. If they are not in Telegram, tap below: you get a link to pass on.
ask-for-newcomer = <b>Whose request is it?</b> Write their name, and after a comma how to reach them: a phone number, a room. Or share their contact. They need no Telegram: you get a link that you can pass on to them.
button-newcomer = 📇 { $name }: not in Telegram
preview-for-newcomer = 👤 For: { $name } (not in Telegram yet)
preview-contact = ☎️ { $contact }
button-joining-link = 🔗 Make a new link
joining-how = 📇 <b>{ $name } is not in Telegram yet.</b> Pass the next message on to them, and to nobody else: whoever opens its link first has this request as theirs. The link works once, for 7 days. You go on hearing of the request.
joining-later = 📇 { $name } is not in Telegram yet. I cannot make a link for them right now: please tap below in a minute.
joining-invitation =
    📨 { $name } has reported this for you: #{ $number } { $title }

    Open this link in Telegram, and the request is yours: you see how it goes, and can answer.
    { $link }

    The link is for you alone. It works once, until { $time }.
joined-already = They are here by now: no link is needed.
button-for-me = 🙋 It is my own

# In a group.
command-new-in-group = Make a request of the message you reply to
command-reply-in-group = Answer the reporter: what follows is sent to them
group-anonymous = I make requests of people’s messages. You write as a group or a channel: switch anonymity off, or write to me in private.
group-already = This is request #{ $number } already.
group-nobodys = This message is not from a person: bots, channels and anonymous admins have no requests.
group-not-yours = Only staff make requests of other people’s messages. { $name } can reply to the message with /new themselves.
group-how = Reply with /new to the message that says what is wrong, or write it after the command: /new The lamp is broken. Or write to me in private.
group-receipt = ✅ <b>#{ $number } { $title }</b> – request of { $name }
group-where = Where is it? Tell me in private: the button leads there.
group-unreached = { $name }, open me in private, so that I can tell you how it goes on.
group-id = This group’s id is <code>{ $id }</code>.
group-in-private = I answer that in our own chat.
button-private = 💬 Write in private
