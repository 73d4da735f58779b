# Textbausteine: Worte, die immer wieder gesendet werden.
command-replies = Ihre Textbausteine
quick-replies = <b>Textbausteine</b>
    Sie werden angeboten, wenn Sie auf ✍️ tippen, um der meldenden Person zu schreiben, und Sie sehen jeden, bevor er hinausgeht. ⚡ sind Ihre, 🏢 die von allen.
quick-replies-none = Es gibt noch keine.
button-quick-own = ⚡ { $title }
button-quick-desks = 🏢 { $title }
button-quick-add = ➕ Neu
button-quick-add-desks = ➕ Für alle
button-quick-change = ✏️ Ändern
button-quick-delete = 🗑 Löschen
quick-reply-own =
    ⚡ <b>{ $title }</b>

    { $words }
quick-reply-desks =
    🏢 <b>{ $title }</b>

    { $words }
quick-delete = „{ $title }“ löschen?
ask-quick-own = <b>Ein eigener Textbaustein.</b> Schicken Sie eine Nachricht: in der ersten Zeile den Namen (bis { $title } Zeichen), darunter den Text (bis { $words }).
    Von selbst eingesetzt werden: { $placeholders }
ask-quick-desks = <b>Ein Textbaustein für das ganze Team.</b> Schicken Sie eine Nachricht: in der ersten Zeile den Namen (bis { $title } Zeichen), darunter den Text (bis { $words }).
    Von selbst eingesetzt werden: { $placeholders }
quick-now =
    Bisher:
    <code>{ $text }</code>
quick-saved = ⚡ „{ $title }“ ist gespeichert.
quick-two-parts = Bitte schicken Sie in der ersten Zeile den Namen und darunter den Text.
quick-too-long = Der Name hat bis zu { $title } Zeichen, der Text bis zu { $words }. Bitte kürzen Sie und schicken Sie es noch einmal.
quick-too-many = Es gibt schon { $count }, mehr passen nicht. Bitte löschen Sie zuerst einen.
quick-unknown = Ich weiß nicht, was ich für „{ $word }“ einsetzen soll. Diese kenne ich: { $placeholders }. Bitte schicken Sie es noch einmal.
quick-gone = Diesen Textbaustein gibt es nicht mehr.
toast-quick-deleted = Gelöscht: { $title }
placeholder-reporter = Person, Name
placeholder-number = Nummer
placeholder-title = Titel
placeholder-place = Ort
placeholder-agent = Bearbeiter, ich
placeholder-due = Frist
placeholder-due-at = { $time }
placeholder-no-place = der Ort, den Sie genannt haben
placeholder-no-due = so bald wie möglich
