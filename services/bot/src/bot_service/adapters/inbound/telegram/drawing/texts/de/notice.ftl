# Nachrichten über das, was andere getan haben.
notice-created = 🆕 <b>Neue Meldung von { $name }</b>
notice-answer =
    💬 <b>{ $name }</b> zu Ihrer Meldung #{ $number } „{ $title }“:

    { $text }

    <i>Antworten Sie auf diese Nachricht.</i>
notice-from-reporter =
    💬 <b>{ $name }</b> zu #{ $number } „{ $title }“:

    { $text }

    { $hint }
notice-answer-corrected =
    ✏️ <b>{ $name }</b> hat eine Nachricht zu Ihrer Meldung #{ $number } „{ $title }“ korrigiert:

    { $text }

    <i>Antworten Sie auf diese Nachricht.</i>
notice-from-reporter-corrected =
    ✏️ <b>{ $name }</b> hat eine Nachricht zu #{ $number } „{ $title }“ korrigiert:

    { $text }

    { $hint }
notice-replies =
    💬 <b>Neues zu #{ $number } „{ $title }“</b>, noch von niemandem übernommen:

    { $text }

    { $hint }
notice-reply = <b>{ $name }</b>: { $text }
notice-replies-more = { $count ->
    [one] <i>{ $count } frühere Nachricht</i>
   *[other] <i>{ $count } frühere Nachrichten</i>
}
notice-resolved =
    🟢 <b>Ihre Meldung #{ $number } ist erledigt:</b> { $title }

    { $outcome }
notice-resolved-so =
    🟢 <b>Ihre Meldung #{ $number } ist erledigt:</b> { $title }

    { $text }

    { $outcome }
notice-resolved-unanswered =
    🟢 <b>Ihre Meldung #{ $number } gilt als erledigt:</b> { $title }

    Wir haben nachgefragt und keine Antwort bekommen. { $outcome }
notice-resolved-asks = Ist alles behoben? Bitte bestätigen Sie es und bewerten Sie die Arbeit mit 1 bis 5 Sternen.
notice-resolved-asks-again = Ist alles behoben? Bitte bestätigen Sie es.
notice-resolved-confirmed = ✅ Sie haben bestätigt, dass alles behoben ist. Vielen Dank!
notice-resolved-confirmed-by = ✅ { $name } hat bestätigt, dass alles behoben ist.
notice-resolved-unasked = ✅ Sie ist abgeschlossen: Niemand hat rechtzeitig widersprochen.
notice-resolved-reopened = 🔄 Es wird wieder daran gearbeitet.
notice-resolved-staff = 🟢 { $name } hat #{ $number } „{ $title }“ erledigt, die Ihnen zugewiesen ist.
notice-followed-resolved = 🟢 #{ $number } „{ $title }“, der Sie folgen, ist erledigt.
notice-followed-rejected = ⚪ #{ $number } „{ $title }“, der Sie folgen, wurde von { $name } abgelehnt.
notice-followed-cancelled = ⚪ #{ $number } „{ $title }“, der Sie folgen, wurde von { $name } zurückgezogen.
notice-followed-reopened = 🔄 An #{ $number } „{ $title }“, der Sie folgen, wird wieder gearbeitet.
notice-taken = 🙋 { $assignee } kümmert sich um Ihre Meldung #{ $number } „{ $title }“.
notice-assigned = 📌 <b>#{ $number } „{ $title }“ gehört jetzt Ihnen:</b> { $name } hat sie Ihnen zugewiesen.
notice-passed-on = 🔁 #{ $number } „{ $title }“ gehört nicht mehr Ihnen: { $assignee } hat sie jetzt.
notice-taken-off = 🔁 #{ $number } „{ $title }“ gehört nicht mehr Ihnen: { $name } hat sie in die Warteschlange zurückgelegt.
notice-question = ❓ <b>{ $name } braucht Ihre Antwort</b> zu Ihrer Meldung #{ $number } „{ $title }“.
notice-followed-question = ❓ <b>{ $name } hat eine Frage</b> zu Meldung #{ $number } „{ $title }“, und die meldende Person ist nicht bei Telegram. Wenn Sie es wissen, antworten Sie bitte auf diese Nachricht.
notice-supplier = 🚚 Ihre Meldung #{ $number } „{ $title }“ wartet auf einen Lieferanten.
notice-rejected = ⚪ <b>Ihre Meldung #{ $number } „{ $title }“ wurde abgelehnt</b>, von { $name }.
notice-rejected-staff = ⚪ { $name } hat #{ $number } „{ $title }“ abgelehnt.
notice-cancelled = ⚪ <b>Ihre Meldung #{ $number } „{ $title }“ wurde zurückgezogen</b>, von { $name }.
notice-cancelled-staff = ⚪ { $name } hat #{ $number } „{ $title }“ zurückgezogen. Daran ist nichts mehr zu tun.
notice-reopened = 🔄 <b>An Ihrer Meldung #{ $number } „{ $title }“ wird wieder gearbeitet.</b>
notice-reopened-staff = 🔄 <b>{ $name } hat #{ $number } „{ $title }“ wieder geöffnet.</b>
notice-merged = 🔗 Ihre Meldung #{ $number } „{ $title }“ läuft weiter als #{ $target }, bei der es um dasselbe geht.
notice-merged-staff = 🔗 { $name } hat #{ $number } „{ $title }“ mit #{ $target } zusammengeführt.
notice-merged-here = 🔗 { $name } hat #{ $source } mit #{ $number } „{ $title }“ zusammengeführt.
note-hint = <i>Eine Antwort auf diese Nachricht ist eine Notiz: Nur das Team sieht sie.</i>
reply-hint = <i>Antworten Sie auf diese Nachricht.</i>
notice-closed-unasked = ✅ #{ $number } „{ $title }“ ist abgeschlossen: Niemand hat rechtzeitig widersprochen.
notice-closed = ✅ { $name } hat bestätigt, dass #{ $number } „{ $title }“ behoben ist.
notice-unheard = 📭 <b>{ $name }</b> ist in Telegram gerade nicht erreichbar: Nachrichten zu #{ $number } „{ $title }“ sind gespeichert und gehen hinaus, sobald diesem Bot wieder geschrieben wird. Wenn es eilt, versuchen Sie es bitte auf anderem Weg.
notice-unsure = ❔ Ich weiß nicht, ob <b>{ $name }</b> die letzte Nachricht zu #{ $number } „{ $title }“ bekommen hat: Telegram hat nicht geantwortet. Wenn es wichtig ist, fragen Sie bitte nach.
notice-rated = ⭐ { $name } hat #{ $number } „{ $title }“ bewertet: { $stars }
alerts-close = { $count ->
    [one] ⏰ <b>Eine Meldung wird bald fällig</b>
   *[other] ⏰ <b>{ $count } Meldungen werden bald fällig</b>
}
alerts-over = { $count ->
    [one] 🚨 <b>Die Zeit für eine Meldung ist abgelaufen</b>
   *[other] 🚨 <b>Die Zeit für { $count } Meldungen ist abgelaufen</b>
}
alerts-more = { $count ->
    [one] Und eine weitere: /queue
   *[other] Und { $count } weitere: /queue
}
alert-answer = erste Antwort: { $state }
alert-solution = Lösung: { $state }
alert-left = noch { $time }
alert-late = überfällig: { $time }
alert-over = überfällig
alert-percent = { $percent } % der Zeit sind um
time-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
time-hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
time-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
notice-reminder =
    ⏳ Wir brauchen noch Ihre Antwort zu #{ $number } „{ $title }“. Ohne sie wird die Meldung als erledigt abgeschlossen: { $time }.

    <i>Antworten Sie auf diese Nachricht.</i>
the-desk = Servicedesk
notice-created-for-you = 📝 <b>{ $name } hat das für Sie gemeldet.</b> Ich schreibe Ihnen, wenn sich etwas tut.
notice-reaction = { $emoji } { $name } hat so auf eine Nachricht zu #{ $number } „{ $title }“ reagiert.
