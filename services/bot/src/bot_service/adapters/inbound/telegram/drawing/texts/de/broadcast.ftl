# /broadcast und was davon ankommt.
command-broadcast = Vielen etwas mitteilen
announcement = 📢 Mitteilung
announcement-urgent = ❗️ Wichtig
button-announcements-stop = 🔕 Keine Mitteilungen
announcements-off = Sie bekommen keine Mitteilungen mehr. Dringende kommen trotzdem. Unter /settings holen Sie sie zurück.
settings-announcements-on = 📢 Mitteilungen: an
settings-announcements-off = 🔕 Mitteilungen: nur dringende
broadcast-ask =
    <b>Was möchten Sie mitteilen?</b>
    Schreiben Sie es in einer Nachricht; ein Foto darf dabei sein. Sie sehen es so, wie es ankommt, wählen, wer es bekommt, und senden es erst dann.
broadcast-expects-words = Bitte schreiben Sie es als Text, oder senden Sie ein Foto mit Worten darunter.
broadcast-one-photo = Eine Mitteilung hat Platz für ein Foto. Bitte senden Sie eines, mit den Worten darunter.
broadcast-too-long = Das ist zu lang: höchstens { $count } Zeichen. Bitte kürzen und noch einmal senden.
broadcast-ask-audience = So wird es aussehen. Wer soll es bekommen?
broadcast-ask-place = Schreiben Sie den Code des Orts, zum Beispiel HQ-1. Alle bekommen es, die dort oder darin je etwas gemeldet haben.
broadcast-no-place = Einen Ort mit diesem Code gibt es nicht. Die Codes stehen unter /locations. Schreiben Sie einen anderen, oder tippen Sie oben auf Zurück.
broadcast-nobody = <b>Niemand würde es bekommen.</b>
broadcast-preview = { $count ->
    [one] <b>Es geht an eine Person.</b>
   *[other] <b>Es geht an { $count } Personen.</b>
}
broadcast-minutes = Das dauert etwa { $count ->
    [one] eine Minute
   *[other] { $count } Minuten
}. Meldungen und Antworten gehen vor.
broadcast-is-urgent = ❗️ Dringend: Auch wer keine Mitteilungen will, bekommt es. Niemand wird geweckt: In ihrer Ruhezeit kommt es ohne Ton.
broadcast-blocked = { $count ->
    [one] Eine Person hat den Bot blockiert.
   *[other] { $count } Personen haben den Bot blockiert.
}
broadcast-declined = { $count ->
    [one] Eine Person will keine Mitteilungen.
   *[other] { $count } Personen wollen keine Mitteilungen.
}
broadcast-failed = { $count ->
    [one] Bei einer Person ist nicht bekannt, ob es ankam.
   *[other] Bei { $count } Personen ist nicht bekannt, ob es ankam.
}
broadcast-sending = 📤 <b>Unterwegs: { $sent } von { $count }</b>
broadcast-done = ✅ <b>Gesendet. { $count ->
    [one] Eine Person hat es bekommen.
   *[other] { $count } Personen haben es bekommen.
}</b>
broadcast-stopped = ⏹ <b>Angehalten. Bekommen: { $sent }, nicht bekommen: { $count }.</b>
broadcast-dropped = Verworfen. Niemand hat es bekommen.
broadcast-gone = Diese Mitteilung gibt es nicht mehr. Beginnen Sie neu mit /broadcast
audience-all = Für: alle
audience-staff = Für: das Team
audience-open = Für: alle mit offenen Meldungen
audience-place = Für: alle, die in { $place } etwas gemeldet haben
audit-announcement = Mitteilung
audit-kind-announcement = Mitteilungen
audit-type-announcement-sent = gesendet
audit-type-urgent-announcement-sent = als dringend gesendet
button-audience-all = Alle
button-audience-staff = Team
button-audience-open = Mit offenen Meldungen
button-audience-place = Eines Orts …
button-broadcast-send = 📤 Senden ({ $count })
button-broadcast-urgent = ❗️ Dringend machen
button-broadcast-calm = 🔔 Nicht dringend
button-broadcast-others = 👥 Jemand anderes
button-broadcast-drop = 🗑 Verwerfen
button-broadcast-stop = ⏹ Anhalten
