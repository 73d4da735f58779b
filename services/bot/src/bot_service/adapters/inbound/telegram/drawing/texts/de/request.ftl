# Eine Meldung machen.
offer =
    Soll ich daraus eine neue Meldung machen?

    { $text }
offer-about = { $count ->
    [one] Geht es um <b>#{ $number } { $title }</b> oder um etwas Neues?
   *[other] Geht es um eine dieser Meldungen oder um etwas Neues?
}

    { $text }
button-add-to = ➕ Zu #{ $number } hinzufügen
button-add-to-titled = ➕ #{ $number } { $title }
offer-what = { $count ->
    [one] Ich habe es bekommen.
   *[other] Ich habe alle { $count } bekommen.
} Was ist nicht in Ordnung? Schreiben Sie es in einer Nachricht, oder machen Sie so eine Meldung daraus.
button-wordless = 📝 Ohne Beschreibung
word-photo = Foto
word-video = Video
word-voice = Sprachnachricht
word-document = Dokument
added-to-description = Ich habe das der Beschreibung hinzugefügt.
button-new-request = 📝 Neue Meldung
button-not-now = Nicht jetzt
request-later = Gut. Schreiben Sie mir, wann immer etwas defekt ist.

ask-what = <b>Was ist nicht in Ordnung?</b> Beschreiben Sie es in einer Nachricht. Fotos, Videos, Sprachnachrichten und Dokumente sind willkommen, vorher oder nachher.
ask-where = <b>Wo ist es?</b> Schreiben Sie den Ort, zum Beispiel „Gebäude 2, Raum 214“.
ask-urgency = <b>Wie dringend ist es?</b>
button-no-place = Überspringen
button-cancel = ✖️ Abbrechen
unfinished = Sie haben eine Meldung, die noch nicht gesendet ist. Machen wir damit weiter, oder brechen Sie sie mit /cancel ab.
finish-request-first = Beenden Sie zuerst die Meldung, die Sie gerade machen, oder brechen Sie sie mit /cancel ab.

preview =
    <b>Bitte prüfen Sie Ihre Meldung:</b>

    { $text }
    { "" }
preview-no-place = 📍 Kein Ort angegeben
button-send = ✅ Senden
button-edit-what = ✏️ Was
button-edit-where = 📍 Wo
button-edit-urgency = ⏱ Dringlichkeit
button-files = 📎 Datei entfernen
ask-which-file = <b>Welche Datei soll ich entfernen?</b>
button-detach = ✖️ { $name }
button-back = ⬅️ Zurück
file-photo = 🖼 Foto { $place }
file-video = 🎬 Video { $place }
file-voice = 🎤 Sprachnachricht { $place }
request-sent = ✅ <b>Meldung #{ $number } ist gesendet.</b> Ich schreibe Ihnen, wenn sich etwas tut.
request-sent-topic = ✅ <b>Meldung #{ $number } ist gesendet.</b> Sie hat in diesem Chat ein eigenes Thema, „#{ $number } { $title }“: Dort erfahren Sie, wie es weitergeht, und was Sie dort schreiben, gehört zu ihr.
request-sent-already = Sie ist schon gesendet. Ihre Meldungen finden Sie unter /my.
button-changed = Das hat sich inzwischen geändert.
request-gone = Diese Schaltfläche ist veraltet: Ihre Meldung wurde abgebrochen oder durch eine neuere ersetzt. Bitte schreiben Sie mir noch einmal, was nicht in Ordnung ist.
request-cancelled = Entwurf gelöscht. Es wurde nichts gesendet.
draft-cancelled = Der Entwurf „{ $title }“ ist gelöscht. Es wurde nichts gesendet.
reply-cancelled =
    Die Antwort zu #{ $number } ist gelöscht. Es wurde nichts gesendet. Darin stand:

    { $text }
cancel-more = { $count ->
    [one] Etwas anderes wartet noch. Auch das abbrechen: /cancel
   *[other] { $count } andere Dinge warten noch. Das nächste abbrechen: /cancel
}
nothing-to-cancel = Es gibt nichts abzubrechen.

priority-low = 🟢 Kann warten
priority-medium = 🟡 Normal
priority-high = 🟠 Hoch
priority-urgent = 🔴 Dringend

# Was nicht angenommen werden kann.
fault-text-empty = Hier steht kein Text. Bitte beschreiben Sie in Worten, was nicht in Ordnung ist.
fault-text-too-long = Dieser Text ist zu lang: Höchstens { $limit } Zeichen können gesendet werden. Bitte kürzen Sie ihn oder hängen Sie ihn als Dokument an.
fault-text-too-long-together = Zusammen mit dem, was Sie vorher geschrieben haben, sind das mehr als { $limit } Zeichen. Das Frühere habe ich behalten; bitte kürzen Sie diese Nachricht oder hängen Sie sie als Dokument an.
fault-name-empty = Bitte schreiben Sie den Namen der Person, deren Meldung es ist.
fault-name-too-long = Das ist für einen Namen zu lang: höchstens { $limit } Zeichen. Nach einem Komma können Sie sagen, wie die Person zu erreichen ist.
fault-contact-too-long = Das ist zu lang: Wie jemand zu erreichen ist, hat höchstens { $limit } Zeichen.
fault-location-empty = Bitte schreiben Sie den Ort in Worten, oder überspringen Sie ihn.
fault-location-too-long = Das ist für einen Ort zu lang: höchstens { $limit } Zeichen. Bitte schreiben Sie Einzelheiten in die Beschreibung.
fault-too-many-attachments = Eine Meldung fasst höchstens { $limit } Anhänge. Ich habe die ersten behalten; schicken Sie die anderen als Antworten, sobald die Meldung gesendet ist.
fault-file-too-large = „{ $name }“ ist größer als 20 MB, und solche Dateien gibt Telegram Bots nicht. Bitte schicken Sie eine kürzere oder kleinere Fassung oder einen Link dazu.
fault-file-empty = „{ $name }“ ist leer. Bitte schicken Sie die Datei noch einmal.
fault-too-many-requests = Sie haben innerhalb einer Stunde { $limit } Meldungen gesendet. Diese bleibt erhalten: Bitte tippen Sie in { $minutes ->
    [one] einer Minute
   *[other] { $minutes } Minuten
} noch einmal auf „Senden“.
refused-attachment = „{ $name }“ kann nicht gespeichert werden: in Telegram nicht mehr da, größer als 20 MB oder leer. Ich habe die Datei aus der Meldung genommen; bitte schicken Sie sie noch einmal.

# Wo es ist.
ask-where-listed = <b>Wo ist es?</b> Wählen Sie aus der Liste, schreiben Sie den Ort, zum Beispiel „Gebäude 2, Raum 214“, oder schicken Sie Ihren Standort (📎).
button-place-list = 🗂 Aus der Liste wählen
ask-which-place = <b>Wo ist es?</b> Sie können den Namen des Ortes auch schreiben.
ask-which-place-in = <b>{ $place }</b> – wo genau?
button-place-whole = 📍 Hier: { $name }
ask-place-meant =
    <b>Welchen davon meinen Sie?</b> Sie haben geschrieben:

    { $place }
button-place-as-typed = ✍️ So lassen, wie ich es schrieb
ask-place-near = <b>Wo ist es?</b> Das ist Ihrem Standort am nächsten.
ask-place-far = Ihr Standort ist weit weg von jedem Ort, den ich kenne: bis { $place } sind es { $distance }. <b>Wo ist es?</b>
button-place-near = { $place } · { $distance }
button-place-point = 📍 Standort so lassen
button-position = 📍 Wo ich bin
ask-position = Tippen Sie unten auf die Taste, um zu senden, wo Sie sind. Oder schreiben Sie den Ort, oder schicken Sie einen anderen Punkt (📎).
key-position = 📍 Standort senden
key-placeholder = … oder den Ort schreiben
key-put-away = 👍 Alles klar.
position-not-shared = Es kam kein Standort an: Vielleicht kann Ihre App das mit dieser Taste nicht. Schicken Sie ihn über 📎 → Standort, oder schreiben Sie den Ort.
not-a-place = Daraus kann ich keinen Ort lesen. Schreiben Sie bitte den Ort, oder senden Sie Ihren Standort.
distance-metres = { $count } m
distance-kilometres = { $count } km
place-scanned = 📍 Sie sind hier: <b>{ $place }</b>.
place-scanned-unfinished = 📍 <b>{ $place }</b> – darum geht es jetzt in Ihrer Meldung.
place-unknown = Den Ort zu diesem Code kenne ich nicht; vielleicht wird er nicht mehr genutzt. Melden können Sie das Problem trotzdem.
ask-scanned =
    📍 Sie sind hier: <b>{ $place }</b>. Aber Sie haben eine Meldung, die noch nicht gesendet ist:

    { $title }
button-scanned-anew = 🗑 Verwerfen und hier neu melden
button-scanned-move = 📍 Damit weiter, aber hier

# Was andere schon gemeldet haben.
ask-similar = { $count ->
    [one] <b>Ist es das?</b> Jemand hat es schon gemeldet:
   *[other] <b>Ist es eines davon?</b> Sie sind schon gemeldet:
}
ask-similar-how = Wenn ja, tippen Sie darauf: Sie erfahren, wie es weitergeht, und brauchen es nicht noch einmal zu melden.
button-me-too = 🙋 Ich auch: #{ $number } { $title }
button-none-similar = 📝 Nein, etwas anderes
similar-followers = 👥 { $count }
joined = 🙋 <b>Sie erfahren, wie es mit #{ $number } weitergeht.</b> Um etwas zu ergänzen, antworten Sie auf diese Nachricht.

# Eine Meldung ist vorbei, und es ist wieder dasselbe.
button-go-on = 🔁 Wieder da: neue Meldung
goes-on = 🔁 Das setzt <b>#{ $number } { $title }</b> fort.
preview-goes-on = 🔁 Setzt #{ $number } fort

# Eine Meldung für jemand anderen.
button-for-whom = 👤 Für jemand anderen
preview-for = 👤 Für: { $name }
ask-for-whom = <b>Wessen Meldung ist es?</b> Schreiben Sie den Namen oder @username, teilen Sie den Kontakt, oder leiten Sie eine Nachricht der Person weiter.
ask-which-person = <b>Wer davon?</b> Sie können auch einen anderen Namen schreiben.
nobody-called-so = So heißt niemand, den ich kenne. Schreiben Sie den Namen anders, teilen Sie den Kontakt, oder leiten Sie eine Nachricht der Person weiter. Ist sie nicht bei Telegram, tippen Sie unten: Sie bekommen einen Link zum Weitergeben.
ask-for-newcomer = <b>Wessen Meldung ist es?</b> Schreiben Sie den Namen, und nach einem Komma, wie die Person zu erreichen ist: Telefon, Zimmer. Oder teilen Sie den Kontakt. Telegram braucht die Person nicht: Sie bekommen einen Link zum Weitergeben.
button-newcomer = 📇 { $name }: nicht bei Telegram
preview-for-newcomer = 👤 Für: { $name } (noch nicht bei Telegram)
preview-contact = ☎️ { $contact }
button-joining-link = 🔗 Neuer Link
joining-how = 📇 <b>{ $name } ist noch nicht bei Telegram.</b> Geben Sie die nächste Nachricht an die Person weiter, und an niemanden sonst: Wer den Link zuerst öffnet, dem gehört diese Meldung. Der Link gilt einmal, 7 Tage lang. Sie hören weiterhin von der Meldung.
joining-later = 📇 { $name } ist noch nicht bei Telegram. Gerade kann ich keinen Link machen: Bitte tippen Sie in einer Minute unten.
joining-invitation =
    📨 { $name } hat das für Sie gemeldet: #{ $number } { $title }

    Öffnen Sie diesen Link in Telegram, und es ist Ihre Meldung: Sie sehen, wie es steht, und können antworten.
    { $link }

    Der Link ist nur für Sie. Er gilt einmal, bis { $time }.
joined-already = Die Person ist schon hier: Ein Link ist nicht mehr nötig.
button-for-me = 🙋 Es ist meine eigene

# In einer Gruppe.
command-new-in-group = Aus der beantworteten Nachricht eine Meldung machen
command-reply-in-group = Der meldenden Person antworten: Der Text danach geht an sie
group-anonymous = Meldungen gibt es nur von Menschen. Sie schreiben als Gruppe oder Kanal: Schalten Sie das aus, oder schreiben Sie mir privat.
group-already = Das ist schon die Meldung #{ $number }.
group-nobodys = Diese Nachricht ist von keinem Menschen: Bots, Kanäle und anonyme Admins haben keine Meldungen.
group-not-yours = Aus Nachrichten anderer macht nur das Team Meldungen. { $name } kann selbst mit /new auf die Nachricht antworten.
group-how = Antworten Sie mit /new auf die Nachricht, die sagt, was nicht stimmt, oder schreiben Sie es hinter den Befehl: /new Die Lampe ist kaputt. Oder schreiben Sie mir privat.
group-receipt = ✅ <b>#{ $number } { $title }</b> – Meldung von { $name }
group-where = Wo ist es? Sagen Sie es privat: Die Schaltfläche führt hin.
group-unreached = { $name }, öffnen Sie den Chat mit mir, damit ich sagen kann, wie es weitergeht.
group-id = Die ID dieser Gruppe ist <code>{ $id }</code>.
group-in-private = Darauf antworte ich in unserem eigenen Chat.
button-private = 💬 Privat schreiben
