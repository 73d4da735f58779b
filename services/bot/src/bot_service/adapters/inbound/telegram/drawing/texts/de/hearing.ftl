# Wann jemand von dem erfährt, was andere tun.
settings-quiet = 🌙 Ruhezeit: { $begins } bis { $ends }
settings-quiet-none = 🌙 Ruhezeit: keine
settings-digest = 📰 Was andere tun: einmal am Tag, um { $hour }
settings-digest-none = 📰 Was andere tun: sofort
settings-urgent-anyway = 🚨 Fristen dringender Meldungen: jederzeit
settings-ask-quiet =
    <b>🌙 Ruhezeit</b>
    Was andere tun, erfahren Sie danach; nichts geht verloren. Auf das, was Sie selbst tun, antworte ich jederzeit.

    Wählen Sie, oder schreiben Sie andere Zeiten, zum Beispiel /settings 21:30-6:00
settings-ask-digest =
    <b>📰 Einmal am Tag</b>
    Statt einzelner Nachrichten bekommen Sie eine am Tag: was sich in Ihren Meldungen geändert hat, und im Team, was überfällig ist, heute fällig wird oder noch frei ist. Um wie viel Uhr?
button-quiet = 🌙 Ruhezeit
button-quiet-none = Keine Ruhezeit
button-digest = 📰 Einmal am Tag
button-digest-none = Sofort
button-urgent-anyway = 🚨 Dringende jederzeit

# Was sie einmal am Tag erfahren.
digest-title = <b>📰 { $day }</b>
digest-news = <b>Was sich geändert hat</b>
digest-count = { $count ->
    [one] { $count } Nachricht
   *[other] { $count } Nachrichten
}
digest-overdue = <b>🚨 Überfällig</b>
digest-today = <b>⏰ Heute fällig</b>
digest-unassigned = <b>🙋 Noch nicht übernommen</b>
digest-more = { $count ->
    [one] Und eine weitere
   *[other] Und { $count } weitere
}
