# /broadcast, and what people get of it.
command-broadcast = Tell many people something
announcement = 📢 Announcement
announcement-urgent = ❗️ Important
button-announcements-stop = 🔕 No announcements
announcements-off = You get no more announcements, but for urgent ones. /settings brings them back.
settings-announcements-on = 📢 Announcements: on
settings-announcements-off = 🔕 Announcements: only urgent ones
broadcast-ask =
    <b>What do you want to tell people?</b>
    Write it as one message; a photo may be with it. You will see it as they do, choose who gets it, and then send it.
broadcast-expects-words = Please write it as text, or send one photo with words below it.
broadcast-one-photo = An announcement has room for one photo. Please send one with the words below it.
broadcast-too-long = This is too long: at most { $count } characters. Please shorten it and send it again.
broadcast-ask-audience = That is how it will look. Who is to get it?
broadcast-ask-place = Write the code of the place, such as HQ-1. Everybody who has ever reported something there, or inside of it, gets it.
broadcast-no-place = There is no place with this code. Codes stand in /locations. Please write another one, or tap Back above.
broadcast-nobody = <b>Nobody would get it.</b>
broadcast-preview = { $count ->
    [one] <b>It goes to one person.</b>
   *[other] <b>It goes to { $count } people.</b>
}
broadcast-minutes = That takes about { $count ->
    [one] a minute
   *[other] { $count } minutes
}. Requests and answers go before it.
broadcast-is-urgent = ❗️ Urgent: people who want no announcements get it, too. It wakes nobody: in their quiet hours it comes without a sound.
broadcast-blocked = { $count ->
    [one] One person has blocked the bot.
   *[other] { $count } people have blocked the bot.
}
broadcast-declined = { $count ->
    [one] One person wants no announcements.
   *[other] { $count } people want no announcements.
}
broadcast-failed = { $count ->
    [one] It is not known whether one person got it.
   *[other] It is not known whether { $count } people got it.
}
broadcast-sending = 📤 <b>On its way: { $sent } of { $count }</b>
broadcast-done = ✅ <b>Sent. { $count ->
    [one] One person got it.
   *[other] { $count } people got it.
}</b>
broadcast-stopped = ⏹ <b>Stopped. { $sent } got it, { $count } did not.</b>
broadcast-dropped = Dropped. Nobody got it.
broadcast-gone = This announcement is not there any more. Start again with /broadcast
audience-all = For: everybody
audience-staff = For: staff
audience-open = For: people with open requests
audience-place = For: people who reported something in { $place }
audit-announcement = announcement
audit-kind-announcement = Announcements
audit-type-announcement-sent = sent
audit-type-urgent-announcement-sent = sent as urgent
button-audience-all = Everybody
button-audience-staff = Staff
button-audience-open = With open requests
button-audience-place = Of a place…
button-broadcast-send = 📤 Send ({ $count })
button-broadcast-urgent = ❗️ Make it urgent
button-broadcast-calm = 🔔 Not urgent
button-broadcast-others = 👥 Somebody else
button-broadcast-drop = 🗑 Drop
button-broadcast-stop = ⏹ Stop
