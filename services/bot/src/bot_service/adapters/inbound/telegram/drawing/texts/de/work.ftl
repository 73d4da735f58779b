# Was das Team mit einer Meldung macht.
button-more = Mehr…
button-release = ↩️ Zurücklegen
button-resume = ▶️ Weiter
toast-released = Die Meldung ist wieder in der Warteschlange.
toast-resumed = Es wird wieder daran gearbeitet, und die Frist läuft.

# Wer es machen soll.
button-assign = 👤 Zuweisen…
button-colleague = { $name } · { $count }
button-colleague-self = 🙋 { $name } (Sie) · { $count }
toast-assigned = { $name } hat die Meldung jetzt und erfährt davon.
refused-assignee = Diese Person bearbeitet keine Meldungen mehr. Bitte wählen Sie jemand anderen.

# Was mit Worten geschieht.
button-ask-reporter = ❓ Nachfragen
button-wait-for-supplier = 🚚 Lieferant
button-resolve-so = 📝 Erledigt mit Text
button-change-urgency = ⏱ Dringlichkeit
button-reject = 🚫 Ablehnen
button-cancel-request = 🗑 Meldung zurückziehen
button-without-note = Ohne Text
ask-question = Was möchten Sie zu <b>#{ $number } { $title }</b> wissen? Die meldende Person liest Ihre Frage, und die Frist ruht, bis sie antwortet.
question-asked = ❓ Wer #{ $number } gemeldet hat, hat Ihre Frage. Nach der Antwort geht es von selbst weiter.
ask-supplier = Worauf wartet <b>#{ $number } { $title }</b>, und bis wann? Die meldende Person liest es, und die Frist ruht.
waits-for-supplier = 🚚 #{ $number } wartet auf einen Lieferanten.
ask-done = Was wurde bei <b>#{ $number } { $title }</b> getan? Schreiben Sie es oder schicken Sie ein Foto, wie es jetzt aussieht: Die meldende Person liest es.
resolved-now = 🟢 #{ $number } ist erledigt. Die meldende Person wird um Bestätigung gebeten.
ask-decline = Warum wird <b>#{ $number } { $title }</b> abgelehnt? Die meldende Person liest es.
declined-now = ⚪ #{ $number } ist abgelehnt, und die meldende Person weiß, warum.
ask-why-cancel = Warum soll <b>#{ $number } { $title }</b> zurückgezogen werden? Die meldende Person liest es.
cancelled-now = ⚪ #{ $number } ist zurückgezogen.
fault-words-only = Hier geht nur Text. Bitte schreiben Sie ohne Datei; eine Datei können Sie als Antwort schicken.

# Wie dringend es ist.
ask-why-urgency = Warum ist <b>#{ $number } { $title }</b> jetzt „{ $priority }“? Wählen oder schreiben Sie es; alle Beteiligten können es lesen.
reason-safety = Jemand könnte sich verletzen
reason-many = Viele sind betroffen
reason-can-wait = Es kann warten
urgency-changed = ⏱ Dringlichkeit von #{ $number } ist jetzt: { $priority }

# Notizen, die nur das Team sieht.
button-note = 🔒 Notiz
button-make-note = 🔒 Als Notiz
button-to-reporter = ✉️ Auch der meldenden Person sagen
ask-note = Schreiben Sie eine Notiz zu <b>#{ $number } { $title }</b>. Nur das Team sieht sie.
noted = 🔒 Zu #{ $number } notiert. Nur das Team sieht es.
note-stopped = Gut, keine Notiz zu #{ $number }.
transcript-note = 🔒 <b>{ $name }</b>, { $time }, nur für das Team:
    { $text }
notice-note =
    🔒 <b>{ $name }</b> zu #{ $number } „{ $title }“, nur für das Team:

    { $text }

# Was geschehen ist.
button-history = 🕘 Verlauf
button-newer = ◀️ Neuer
button-older = Älter ▶️
history-line = { $time } · <b>{ $name }</b>
    { $what }
history-why = { $line }
    <i>{ $reason }</i>
history-created = 🆕 Gemeldet
history-taken = 🙋 Übernommen
history-assigned = 📌 Zugewiesen an { $assignee }
history-released = ↩️ In die Warteschlange zurückgelegt
history-reopened = 🔄 Wieder geöffnet
history-said = 💬 { $text }
history-corrected = ✏️ { $text }
history-noted = 🔒 { $text }
history-rated = ⭐ { $stars }
history-merged = 🔗 #{ $source } mit #{ $target } zusammengeführt
history-reminded = ⏳ Meldende Person erinnert
history-urgency = ⏱ Dringlichkeit: { $priority }
history-title = ✏️ Titel: { $text }
history-location = 📍 { $text }
history-came = 👋 Ist jetzt in Telegram: Die Meldung gehört dieser Person
history-other = ✏️ Etwas geändert

# Zwei Meldungen zum selben.
button-merge = 🔗 Zusammenführen
button-merge-now = 🔗 Zusammenführen
ask-merge = Welche Meldung läuft für <b>#{ $number } { $title }</b> weiter? Schicken Sie ihre Nummer, zum Beispiel #42.
merge-number = Bitte schicken Sie die Nummer einer anderen Meldung als #{ $number }, zum Beispiel #42.
merge-closed = Diese Meldung ist vorbei. Bitte schicken Sie die Nummer einer, die weiterläuft.
merge-preview =
    <b>#{ $number } { $title }</b> endet als Duplikat von <b>#{ $target } { $other }</b>, die für beide weiterläuft.

    { $name } erfährt davon und folgt von da an #{ $target }{ $count ->
        [0] .
        [one] , ebenso eine weitere Person.
       *[other] , ebenso { $count } weitere Personen.
    } Kommentare und Notizen bleiben bei #{ $number }. Das lässt sich nicht rückgängig machen.
merged-now = 🔗 #{ $number } läuft weiter als #{ $target }.

# Was eine Meldung mit anderen zu tun hat.
button-link = 🧷 Verknüpfen…
button-linked = 🔗 #{ $number }
button-unlink = ✖️ { $said }
button-link-to = #{ $number } { $title }
card-link = 🔗 { $said }
card-link-earlier = 🔗 … und frühere
link-related = Verwandt mit { $other }
link-blocks = Blockiert { $other }
link-blocked-by = Blockiert durch { $other }
link-parent-of = Umfasst { $other }
link-part-of = Teil von { $other }
link-split-from = Abgetrennt von { $other }
link-split-into = Aufgeteilt in { $other }
link-follow-up-of = Fortsetzung von { $other }
link-followed-up-by = Geht weiter in { $other }
link-duplicate-of = Duplikat von { $other }
link-duplicated-by = Auch gemeldet als { $other }
ask-link = <b>#{ $number } { $title }</b>
    🔗 { $said } Welche Meldung? Schicken Sie ihre Nummer, zum Beispiel #42, oder Wörter daraus.
link-number = Bitte schicken Sie die Nummer einer anderen Meldung als #{ $number }, zum Beispiel #42, oder Wörter daraus.
link-which = #{ $number }: 🔗 { $said } Wählen Sie eine Meldung, oder schicken Sie eine andere Nummer oder andere Wörter.

    { $found }
linked-now = 🔗 #{ $number }: { $said }
toast-unlinked = Die Verknüpfung mit #{ $number } ist weg.
history-linked = 🔗 { $said }
history-unlinked = ✖️ Nicht mehr: { $said }
refused-link-exists = Diese beiden Meldungen sind schon so verknüpft.
refused-link-cycle = Das führte im Kreis: Die andere Meldung hängt schon von dieser ab.
refused-parent-exists = Eine Meldung kann nur Teil einer anderen sein, und sie ist es schon.

# Schlagwörter, die nur das Team sieht.
button-tags = 🏷 Schlagwörter…
button-tag = ➕ { $tag }
button-untag = ✖️ { $tag }
button-tag-other = ✏️ Anderes Schlagwort…
card-tags = 🏷 { $tags }
ask-tags = Welches Schlagwort bekommt <b>#{ $number } { $title }</b>? Schicken Sie eines oder mehrere mit Kommas dazwischen. Nur das Team sieht Schlagwörter.
tag-fault = Ein Schlagwort hat 1 bis 32 Buchstaben und Ziffern, darunter einen Buchstaben, zum Beispiel <b>leck</b> oder <b>2-etage</b>; höchstens 10 auf einmal, mit Kommas dazwischen.
tagged = 🏷 #{ $number }: { $tags }
toast-tagged = Schlagwort: { $tag }
toast-untagged = Schlagwort entfernt: { $tag }
history-tags = 🏷 { $tags }
refused-too-many-tags = Eine Meldung hat höchstens 10 Schlagwörter. Nehmen Sie zuerst eines weg.
