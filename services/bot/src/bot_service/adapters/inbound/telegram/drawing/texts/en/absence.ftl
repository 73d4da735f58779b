# When staff are away.
command-away = When you are away
away-title = <b>🌴 Away</b>
away-none = You are not away.
away-line = 🌴 Away, back on { $day }
away-line-planned = 🌴 Away from { $first }, back on { $day }
away-how =
    Whoever gives out requests sees it, and asks others first. Your requests stay yours.

    When will you be back? Or write the first and the last day away: /away 24.12.2026 – 6.1.2027
away-unclear = I cannot take these days. Write the first and the last day away, from today on and a year at most: /away 24.12.2026 – 6.1.2027
away-staff-only = Only those who work on requests are shown as away.
staff-away-how = When will <b>{ $name }</b> be back? Choose, or write the first and the last day away, such as 24.12.2026 – 6.1.2027. Their requests stay theirs.
staff-away-unclear = I cannot take these days. Write the first and the last day away, from today on and a year at most, such as 24.12.2026 – 6.1.2027
staff-line-away = 🌴 { $name } – { $role }, { $count } open, back on { $day }
told-away = An admin of this desk noted when you are away. /away changes it.
told-not-away = An admin of this desk noted that you are not away. /away changes it.
button-away = 🌴 Away…
button-away-tomorrow = Tomorrow, { $day }
button-away-monday = On Monday, { $day }
button-away-week = In a week, { $day }
button-away-fortnight = In two weeks, { $day }
button-away-over = ✅ Not away
button-colleague-away = 🌴 { $name } · { $count } · back { $day }
toast-assigned-away = { $name } has it now, and is told, but is away: back on { $day }.
card-assignee-away = 🌴 Away, back on { $day }
