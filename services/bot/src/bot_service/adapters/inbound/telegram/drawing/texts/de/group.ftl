# Die Teamgruppe: welche es ist.
group-offer = 👋 Hier kann ich jede Meldung in einem eigenen Thema zeigen. Die Administration macht diese Gruppe zur Teamgruppe: mit der Schaltfläche oder mit /link.
button-group-link = 🔗 Zur Teamgruppe machen
group-linked = ✅ Das ist jetzt die Teamgruppe: Jede Meldung bekommt hier ein Thema. Was das Team in einem Thema schreibt, ist eine Notiz; /reply und Ihre Worte gehen an die meldende Person.
group-lacks-topics = ⚠️ Ich darf hier keine Themen verwalten. Machen Sie mich zum Admin mit dem Recht „Themen verwalten“: Ohne das gibt es für keine Meldung ein Thema.
group-lacks-pins = ⚠️ Ich darf hier nichts anheften. Mit dem Recht „Nachrichten anheften“ bleibt die Karte einer Meldung oben in ihrem Thema.
group-needs-topics = Diese Gruppe hat keine Themen. Schalten Sie sie in den Einstellungen ein (Bearbeiten → Themen) und senden Sie noch einmal /link.
group-unlinked = In Ordnung, das ist nicht mehr die Teamgruppe. Ihre Themen bleiben, wie sie sind.
group-not-linked = Das ist nicht die Teamgruppe.
group-start-first = Ich kenne Sie noch nicht. Öffnen Sie einen Chat mit mir, drücken Sie „Starten“ und versuchen Sie es noch einmal.
group-under-own-name = Ich sehe nicht, wer das schreibt. Bitte schreiben Sie unter eigenem Namen: „Anonym bleiben“ ausschalten, und sich selbst statt eines Kanals wählen.
group-staff-only = An Meldungen arbeitet hier nur das Team; was andere schreiben, geht nirgendwohin.

# Was in einem Thema geschrieben und gezeigt wird.
group-noted = 🔒 <b>{ $name }</b> hat notiert: { $text }
group-noted-corrected = 🔒 Notiz von <b>{ $name }</b>, korrigiert: { $text }
group-said =
    💬 <b>{ $name }</b>: { $text }

    <i>Eine Antwort auf diese Nachricht geht an die meldende Person.</i>
group-said-corrected =
    ✏️ <b>{ $name }</b>, korrigiert: { $text }

    <i>Eine Antwort auf diese Nachricht geht an die meldende Person.</i>
group-sent = ✉️ Das geht an { $name }.
group-reply-empty = Schreiben Sie Ihre Worte dahinter: /reply Wir kommen um drei.
group-notes-are-words = In Notizen passen nur Worte. Damit es die meldende Person bekommt, setzen Sie /reply vor die Bildunterschrift oder antworten Sie damit auf ihre Nachricht.
group-only-you = Das sehen nur Sie.
group-how-to-note = Schreiben Sie es in dieses Thema: Was hier steht, ist eine Notiz, die nur das Team sieht.
group-ask-why = Warum?
button-group-privately = 📋 Mehr in unserem Chat

# In /setup.
setup-group = Teamgruppe: { $title }
setup-no-group = Keine Teamgruppe (wenn Sie eine wollen: eine Gruppe mit Themen, und ich darin)
setup-group-lacks = Teamgruppe: { $title }; mir fehlen dort Rechte
button-setup-group = 💬 Teamgruppe
setup-how-to-group =
    <b>Eine Gruppe für das Team, mit einem Thema je Meldung</b>

    1. Legen Sie in Telegram eine Gruppe mit Ihrem Team an und schalten Sie in den Einstellungen Themen ein.
    2. Fügen Sie mich als Admin mit den Rechten „Themen verwalten“ und „Nachrichten anheften“ hinzu.
    3. Senden Sie dort /link.

    Zum Beenden senden Sie dort /unlink oder entfernen mich.
group-by-command = Gerade kann ich es nicht öffnen. Schreiben Sie mir privat: /ticket { $number }
