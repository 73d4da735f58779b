# Die Karte einer Meldung.
card-title = <b>#{ $number } { $title }</b>
card-description = { $text }
card-priority = Dringlichkeit: { $priority }
card-location = 📍 { $location }
card-reporter = Von: { $name }
card-reporter-out = Von: { $name } 🚫 gesperrt
card-anonymized = 🕰 Anonymisiert: Die Zeit, für die sie aufbewahrt wird, ist um
card-elsewhere = 📇 Noch nicht bei Telegram: Nachrichten kommen nicht an
card-elsewhere-contact = 📇 Noch nicht bei Telegram: Nachrichten kommen nicht an. ☎️ { $contact }
card-out-of-reach = 📭 In Telegram gerade nicht erreichbar
card-assignee = Zugewiesen: { $name }
card-created = Gesendet: { $time }
card-due = ⏰ Fällig: { $time }
card-origin = 🗄 War { $number } in { $source }
card-attachments = 📎 { $count ->
    [one] { $count } Anhang
   *[other] { $count } Anhänge
}
card-stars = Bewertung: { $stars }
card-duplicate = 🔗 Läuft weiter als #{ $number }
card-why-waiting-reporter = ❓ <b>Frage:</b> { $text }
card-why-waiting-vendor = 🚚 <b>Wir warten auf:</b> { $text }
card-why-rejected = <b>Warum abgelehnt:</b> { $text }
card-why-cancelled = <b>Warum zurückgezogen:</b> { $text }
card-resolution = 🛠 <b>Was getan wurde:</b> { $text }
card-remark-user = 💬 <b>{ $name }</b>: { $text }
card-remark-desk = 🛠 <b>{ $name }</b>: { $text }

state-open = 🔵 Noch nicht übernommen
state-assigned = 📌 Zugewiesen
state-in-progress = 🟡 In Arbeit
state-waiting-reporter = 🟠 Wartet auf eine Antwort
state-waiting-vendor = 🟠 Wartet auf einen Lieferanten
state-resolved = 🟢 Erledigt
state-closed = ✅ Abgeschlossen
state-cancelled = ⚪ Zurückgezogen
state-rejected = ⚪ Abgelehnt
state-duplicate = ⚪ Doppelt

button-take = 🙋 Übernehmen
button-taken = 🔒 Übernommen von { $name }
button-resolve = ✅ Erledigt
button-confirm = 👍 Bestätigen
button-not-fixed = 👎 Nicht behoben
button-reopen = 🔄 Wieder öffnen
button-stars = { $stars } ★
button-stars-given = ✓ { $stars }
button-comment = 💬 Kommentar
button-reply = ✍️ Antwort senden
button-open-card = 📋 #{ $number } öffnen
button-photos = 📷 Fotos zeigen
button-show-all = 📖 Alles zeigen
transcript-page = Seite { $number } von { $count }
transcript-user = 💬 <b>{ $name }</b>, { $time }:
    { $text }
transcript-desk = 🛠 <b>{ $name }</b>, { $time }:
    { $text }
photos-more = Das waren Anhänge von #{ $number } bis Nummer { $count }; es gibt noch mehr.
button-open = #{ $number }

toast-taken = Die Meldung gehört jetzt Ihnen.
toast-resolved = Erledigt. Die meldende Person wird um Bestätigung gebeten.
toast-confirmed = Danke! Die Meldung ist abgeschlossen.
toast-rated = Danke für die Bewertung. Sie können sie einen Tag lang ändern.
old-file-kept = „{ $name }“ gibt es nur in Telegram: größer als 20 MB.
old-file-waits = „{ $name }“ gibt es vorerst nur in Telegram; die Datei wird noch hierher übertragen.
old-file-gone = „{ $name }“ ist weg: Telegram gibt die Datei diesem Bot nicht.
old-file = Datei { $number }
file-not-shown = „{ $name }“ kann nicht gezeigt werden: Telegram gibt die Datei nicht mehr heraus.
no-attachments = Hier gibt es nichts, was gezeigt werden kann.

# Listen.
list-reported-open = <b>Ihre offenen Meldungen</b>
list-reported-done = <b>Ihre abgeschlossenen Meldungen</b>
list-page = Seite { $number }
list-line = <b>#{ $number } { $title }</b>
    { $facts }
list-place = 📍 { $location }
list-reporter = 👤 { $name }
none-reported-open = Sie haben keine offenen Meldungen. Schicken Sie mir, was defekt ist, oder nutzen Sie /new.
none-reported-done = Sie haben keine abgeschlossenen Meldungen.
button-page-before = ◀️ Zurück
button-page-after = Weiter ▶️
button-list-open = Offene Meldungen
button-list-done = Abgeschlossene Meldungen
age-now = gerade eben
age-minutes = { $count ->
    [one] vor { $count } Minute
   *[other] vor { $count } Minuten
}
age-hours = { $count ->
    [one] vor { $count } Stunde
   *[other] vor { $count } Stunden
}
age-days = { $count ->
    [one] vor { $count } Tag
   *[other] vor { $count } Tagen
}

# Kommentare.
ask-comment = Schreiben Sie Ihren Kommentar zu <b>#{ $number } { $title }</b>.
ask-reply = Schreiben Sie Ihre Antwort zu <b>#{ $number } { $title }</b> an die meldende Person. Sie sehen sie, bevor sie hinausgeht.
comment-added = Zu Meldung #{ $number } hinzugefügt.
comment-corrected = In Meldung #{ $number } korrigiert.
comment-preview =
    <b>Die meldende Person von #{ $number } wird lesen:</b>

    { $text }
comment-preview-followed =
    <b>Die meldende Person von #{ $number } und { $count ->
        [one] 1 Person, die ihr folgt,
       *[other] { $count } Personen, die ihr folgen,
    } werden lesen:</b>

    { $text }
comment-sent =
    ✅ <b>Zu #{ $number } an die meldende Person gesendet:</b>

    { $text }
comment-kept =
    📭 <b>Ihre Antwort zu #{ $number } ist gespeichert.</b> { $why }

    { $text }
reporter-unreached = Die meldende Person ist in Telegram gerade nicht erreichbar und bekommt sie, sobald sie diesem Bot schreibt.
reporter-out = Die meldende Person ist gesperrt: Es kommt nicht bei ihr an.
reporter-elsewhere = Die meldende Person ist noch nicht bei Telegram: Es erreicht alle, die der Meldung folgen, und sie selbst, sobald sie hier ist.
question-kept = 📭 <b>#{ $number } wartet auf eine Antwort.</b> { $why }
comment-dropped = Antwort gelöscht. Es wurde nichts gesendet.
comment-gone = Diese Schaltfläche ist veraltet: Die Antwort wurde schon gesendet oder gelöscht.
writing-stopped = Gut, kein Kommentar zu #{ $number }.

# Was erledigt sein sollte und es nicht ist.
ask-why = Was ist bei <b>#{ $number } { $title }</b> nicht behoben? Schreiben Sie es oder schicken Sie ein Foto: An der Meldung wird wieder gearbeitet, und wer es gemacht hat, liest Ihre Worte.
ask-why-staff = Warum soll <b>#{ $number } { $title }</b> wieder geöffnet werden? Alle Beteiligten lesen, was Sie schreiben.
button-reopen-now = Ohne Begründung öffnen
reopened = 🔄 An Meldung #{ $number } wird wieder gearbeitet, und Ihre Worte sind weitergegeben.
toast-reopened = Es wird wieder daran gearbeitet.
reopening-stopped = Gut, Meldung #{ $number } bleibt erledigt.
ask-reopen =
    Meldung #{ $number } „{ $title }“ ist erledigt. Ist es nicht behoben? Dann öffne ich sie wieder, mit dem, was Sie geschrieben haben:

    { $text }
button-just-add = 💬 Nur ergänzen
comment-dropped-own = Gelöscht. Es wurde nichts hinzugefügt.

# Was gesendet ist und noch niemand bearbeitet.
button-correct = ✏️ Korrigieren
button-withdraw = 🗑 Meldung zurückziehen
ask-correction = Was soll ich an <b>#{ $number } { $title }</b> korrigieren?
ask-withdraw = Meldung <b>#{ $number } { $title }</b> zurückziehen? Noch arbeitet niemand daran.
ask-withdraw-taken = Meldung <b>#{ $number } { $title }</b> zurückziehen? Jemand arbeitet schon daran und erfährt es.
button-withdraw-now = 🗑 Ja, zurückziehen
button-keep = Behalten
corrected = ✏️ Meldung #{ $number } ist korrigiert.
withdrawn = ⚪ Meldung #{ $number } ist zurückgezogen.
correction-stopped = Gut, Meldung #{ $number } bleibt, wie sie ist.
correction-too-late = Jemand arbeitet schon daran. Bitte schreiben Sie ihm oder ihr: Antworten Sie auf eine Nachricht zu der Meldung.
reason-corrected = Von der meldenden Person korrigiert

# Was nicht geht.
refused-changed = Das hat sich inzwischen geändert. So steht es jetzt.
refused-already-taken = Jemand anderes hat die Meldung schon übernommen.
refused-already-rated = Sie haben schon bewertet, und eine Bewertung lässt sich nur einen Tag lang ändern.
refused-reopen-late = Das wurde vor mehr als zwei Wochen erledigt und kann nicht wieder geöffnet werden. Bitte machen Sie mit /new eine neue Meldung.
refused-closed-for-comments = Diese Meldung ist abgeschlossen und nimmt keine Kommentare mehr an. Bitte machen Sie mit /new eine neue.
refused-anonymized = Die Zeit, für die diese Meldung aufbewahrt wird, ist um: An ihr lässt sich nichts mehr ändern.
refused-colleagues = Meldung #{ $number } hat jetzt { $name }.
refused-not-found = Diese Meldung gibt es nicht, oder Sie dürfen sie nicht sehen.
refused-forbidden = Ihre Rolle erlaubt das nicht.
refused-bot-forbidden = Der Bot selbst darf das noch nicht: Seinem Token für die Dienste fehlt das Recht. Bitte sagen Sie es denen, die die Server betreiben.
refused-fields = Das konnte nicht angenommen werden. Bitte prüfen Sie Ihre Eingabe und versuchen Sie es noch einmal.
refused-other = Das ist jetzt nicht möglich.

# Meldungen anderer, denen jemand folgt.
card-followers = 👥 { $count ->
    [one] { $count } Person folgt ihr
   *[other] { $count } Personen folgen ihr
}
card-followed = 👁 Sie folgen dieser Meldung
button-unfollow = 🔕 Nicht mehr folgen
unfollowed = 🔕 Sie folgen Meldung #{ $number } nicht mehr.
button-list-followed = 👁 Verfolgte Meldungen
list-followed = <b>Meldungen, denen Sie folgen</b>
list-followed-mark = 👁
none-followed = Sie folgen keinen Meldungen anderer.
transcript-none = Hier wurde nichts gesagt, was für Sie bestimmt ist.

# Ein Wort zu den Sternen.
button-rating-word = 💬 Etwas dazu sagen
button-rating-reword = 💬 Anders sagen
ask-rating-word = <b>Was soll der Servicedesk zu #{ $number } { $title } wissen?</b> Schreiben Sie es in einer Nachricht.
rating-word-said = Danke, ich habe es weitergegeben.
card-rating-comment = 💬 { $text }
