# /start, /help, /id und was außerhalb von Dialogen gesagt wird.
welcome = 👋 Guten Tag, <b>{ $name }</b>! Hier ist der Servicedesk: Melden Sie, was defekt ist, und sehen Sie, wie es behoben wird.
help-reporter =
    Schicken Sie einfach eine Nachricht, ein Foto, ein Video oder eine Sprachnachricht dazu, was nicht stimmt. Ich mache daraus eine Meldung.

    /new – ein Problem melden
    /my – Ihre Meldungen
    /search Lampe – Meldungen nach Wörtern oder Nummer finden
    /cancel – die laufende Eingabe abbrechen
    /settings – Sprache, Ruhezeit, Zeitzone, Mitteilungen
    /id – Ihre Telegram-ID

    Schicken Sie eine Nummer wie #5, um diese Meldung zu sehen. Um etwas zu ergänzen, antworten Sie auf eine meiner Nachrichten dazu.
help-staff =
    Hier bearbeiten Sie Meldungen:
    /queue – Meldungen, um die sich jemand kümmern muss, und Ihre
    /ticket 42 – die Meldung mit dieser Nummer
    /replies – was Sie immer wieder senden
    /away – wann Sie abwesend sind

    Ihre Antwort auf eine Nachricht zu einer Meldung ist eine Notiz, die nur das Team sieht. Um der meldenden Person zu schreiben, tippen Sie darunter auf ✍️.
your-id = Ihre Telegram-ID ist <code>{ $id }</code>. Geben Sie sie weiter an die Leitung dieses Servicedesks, wenn Sie Meldungen bearbeiten sollen.
unknown-link = Dieser Link funktioniert nicht oder nicht mehr. Das kann ich für Sie tun:
invited-admin = ✅ Sie verwalten jetzt diesen Servicedesk. Beginnen Sie mit /setup: Dort sehen Sie, was noch fehlt.
invited-dispatcher = ✅ Sie verteilen jetzt die Meldungen dieses Servicedesks.
invited-auditor = ✅ Sie können jetzt alles in diesem Servicedesk lesen.
invited-agent = ✅ Sie bearbeiten jetzt die Meldungen dieses Servicedesks.
invited-user = ✅ Das waren Sie: Was für Sie gemeldet wurde, gehört jetzt Ihnen. Siehe /my.
invited-before = ✅ Erledigt: Sie gehören zum Team dieses Servicedesks, und was für Sie gemeldet wurde, gehört Ihnen. Siehe /queue und /my.
invite-no-raise = Diese Einladung gäbe Ihnen nicht mehr Rechte, als Sie schon haben. Jemand anderes kann sie noch nutzen.
unknown-command = Diesen Befehl kenne ich nicht. Unter /help steht, was ich kann.
unsupported-kind = Daraus kann ich keine Meldung machen. Bitte schicken Sie Text, ein Foto, ein Video, eine Sprachnachricht, ein Dokument oder einen Standort.
forwarded-from = ↪️ Weitergeleitet von { $name }
forwarded = ↪️ Weitergeleitet von einem gelöschten Konto
button-outdated = Diese Schaltfläche ist veraltet. Unter /help steht, was ich kann.
staff-only = Die Warteschlange sieht nur das Team. Ihre eigenen Meldungen finden Sie unter /my.
switched-off = Ihr Zugang ist gesperrt. Bitte wenden Sie sich an die Leitung dieses Servicedesks.
edit-not-followed = Ihre Änderung kam zu spät und wurde nicht übernommen. Bitte schicken Sie die Korrektur als Antwort auf eine Nachricht zu der Meldung.
moment = { DATETIME($time, dateStyle: "medium", timeStyle: "short") }
day = { DATETIME($day, dateStyle: "medium") }
language = Deutsch
settings =
    <b>Einstellungen</b>

    🌐 Sprache: Deutsch
    🕒 Zeitzone: { $zone }; dort ist es { $now }.
settings-how = Wählen Sie unten. Eine andere Zeitzone schreiben Sie mit ihrem Namen, zum Beispiel /settings Europe/Vienna
settings-zone-unknown = Diese Zeitzone kenne ich nicht. Schreiben Sie ihren Namen wie in /settings Europe/Berlin
zone-london = London
zone-berlin = Berlin
zone-istanbul = Istanbul
zone-moscow = Moskau
zone-yekaterinburg = Jekaterinburg
zone-novosibirsk = Nowosibirsk
zone-vladivostok = Wladiwostok
zone-dubai = Dubai
zone-kolkata = Delhi
zone-tokyo = Tokio
zone-newyork = New York
zone-losangeles = Los Angeles
person = Person { $number }
apology = ⚠️ Bei uns ist etwas schiefgegangen, und Ihre letzte Nachricht wurde nicht bearbeitet. Bitte versuchen Sie es später noch einmal. Passiert es wieder, nennen Sie unserem Team diesen Code: <code>{ $code }</code>.
too-many-messages = ⏳ Sie haben innerhalb einer Minute mehr als { $limit } Nachrichten geschickt. { $seconds ->
    [one] Eine Sekunde
   *[other] { $seconds } Sekunden
} lang lese ich nicht weiter. Bitte schicken Sie die letzten danach noch einmal.
too-many-taps = Das war in einer Minute sehr oft getippt. Bitte warten Sie { $seconds ->
    [one] eine Sekunde
   *[other] { $seconds } Sekunden
}.
unsaid = ⚠️ Ich hatte eine Antwort für Sie, konnte sie aber nicht anzeigen. Wenn sie Ihnen fehlt, nennen Sie unserem Team diesen Code: { $code }.
unsaid-about = ⚠️ Zu Meldung #{ $number } gibt es Neues, das ich nicht anzeigen konnte. Schicken Sie #{ $number }, um die Meldung zu sehen. Geht das nicht, nennen Sie unserem Team diesen Code: { $code }.
out-of-reach = ⚠️ Wegen einer Störung sehe ich nicht, wo wir gerade waren. Bitte beginnen Sie neu oder warten Sie: Nach der Störung weiß ich es wieder.
button-out-of-reach = Wegen einer Störung komme ich gerade nicht daran. Es ist nicht verloren: Bitte tippen Sie in ein paar Minuten noch einmal.
delayed = ⏳ Das dauert länger als sonst. Nichts ist verloren: Ich mache weiter, sobald ich kann.
cancels-later = ⏳ Was Sie vorher geschickt haben, wartet noch: Ein Teil des Servicedesks antwortet gerade nicht. Ich breche ab, sobald ich dort bin.

# Befehle im Menü von Telegram.
command-new = Ein Problem melden
command-my = Ihre Meldungen
command-queue = Meldungen, um die sich jemand kümmern muss
command-help = Was dieser Bot kann
command-cancel = Die laufende Eingabe abbrechen
command-settings = Sprache, Ruhezeit, Zeitzone, Mitteilungen
command-id = Ihre Telegram-ID
