# Сообщения о том, что сделали другие.
notice-created = 🆕 <b>Новая заявка. Автор: { $name }</b>
notice-answer =
    💬 <b>{ $name }</b> – ответ по вашей заявке #{ $number } «{ $title }»:

    { $text }

    <i>Ответить можно прямо на это сообщение.</i>
notice-from-reporter =
    💬 <b>{ $name }</b> – по заявке #{ $number } «{ $title }»:

    { $text }

    { $hint }
notice-answer-corrected =
    ✏️ <b>{ $name }</b> – исправленное сообщение по вашей заявке #{ $number } «{ $title }»:

    { $text }

    <i>Ответить можно прямо на это сообщение.</i>
notice-from-reporter-corrected =
    ✏️ <b>{ $name }</b> – исправленное сообщение в заявке #{ $number } «{ $title }»:

    { $text }

    { $hint }
notice-replies =
    💬 <b>Новое в заявке #{ $number } «{ $title }»</b>, которую ещё никто не взял:

    { $text }

    { $hint }
notice-reply = <b>{ $name }</b>: { $text }
notice-replies-more = { $count ->
    [one] <i>Раньше – ещё { $count } сообщение</i>
    [few] <i>Раньше – ещё { $count } сообщения</i>
    [many] <i>Раньше – ещё { $count } сообщений</i>
   *[other] <i>Раньше – ещё { $count } сообщения</i>
}
notice-resolved =
    🟢 <b>Ваша заявка #{ $number } выполнена:</b> { $title }

    { $outcome }
notice-resolved-so =
    🟢 <b>Ваша заявка #{ $number } выполнена:</b> { $title }

    { $text }

    { $outcome }
notice-resolved-unanswered =
    🟢 <b>Ваша заявка #{ $number } считается выполненной:</b> { $title }

    Мы спрашивали, но не получили ответа. { $outcome }
notice-resolved-asks = Всё исправлено? Подтвердите и оцените работу от 1 до 5 звёзд.
notice-resolved-asks-again = Всё исправлено? Подтвердите.
notice-resolved-confirmed = ✅ Вы подтвердили, что всё исправлено. Спасибо!
notice-resolved-confirmed-by = ✅ { $name } подтверждает, что всё исправлено.
notice-resolved-unasked = ✅ Заявка закрыта: за отведённое время никто не возразил.
notice-resolved-reopened = 🔄 Она снова в работе.
notice-resolved-staff = 🟢 { $name } завершает заявку #{ $number } «{ $title }», которой занимаетесь вы.
notice-followed-resolved = 🟢 Заявка #{ $number } «{ $title }», за которой вы следите, выполнена.
notice-followed-rejected = ⚪ Заявка #{ $number } «{ $title }», за которой вы следите, отклонена. Решение: { $name }.
notice-followed-cancelled = ⚪ Заявка #{ $number } «{ $title }», за которой вы следите, отменена. Решение: { $name }.
notice-followed-reopened = 🔄 Заявка #{ $number } «{ $title }», за которой вы следите, снова в работе.
notice-taken = 🙋 Вашей заявкой #{ $number } «{ $title }» занимается { $assignee }.
notice-assigned = 📌 <b>Заявка #{ $number } «{ $title }» теперь ваша.</b> Назначение: { $name }.
notice-passed-on = 🔁 Заявка #{ $number } «{ $title }» больше не ваша: теперь ею занимается { $assignee }.
notice-taken-off = 🔁 Заявка #{ $number } «{ $title }» больше не ваша: { $name } возвращает её в очередь.
notice-question = ❓ <b>{ $name } ждёт вашего ответа</b> по заявке #{ $number } «{ $title }».
notice-followed-question = ❓ <b>{ $name } спрашивает</b> по заявке #{ $number } «{ $title }»: её автора нет в Telegram. Если знаете ответ, ответьте на это сообщение.
notice-supplier = 🚚 Ваша заявка #{ $number } «{ $title }» ждёт подрядчика.
notice-rejected = ⚪ <b>Ваша заявка #{ $number } «{ $title }» отклонена.</b> Решение: { $name }.
notice-rejected-staff = ⚪ { $name } отклоняет заявку #{ $number } «{ $title }».
notice-cancelled = ⚪ <b>Ваша заявка #{ $number } «{ $title }» отменена.</b> Решение: { $name }.
notice-cancelled-staff = ⚪ { $name } отменяет заявку #{ $number } «{ $title }». Делать по ней больше ничего не нужно.
notice-reopened = 🔄 <b>Ваша заявка #{ $number } «{ $title }» снова в работе.</b>
notice-reopened-staff = 🔄 <b>{ $name } снова открывает заявку #{ $number } «{ $title }».</b>
notice-merged = 🔗 Ваша заявка #{ $number } «{ $title }» продолжается в заявке #{ $target }: она о том же.
notice-merged-staff = 🔗 { $name } объединяет заявку #{ $number } «{ $title }» с заявкой #{ $target }.
notice-merged-here = 🔗 { $name } объединяет заявку #{ $source } с заявкой #{ $number } «{ $title }».
note-hint = <i>Ответ на это сообщение – заметка: её увидят только сотрудники.</i>
reply-hint = <i>Ответить можно прямо на это сообщение.</i>
notice-closed-unasked = ✅ Заявка #{ $number } «{ $title }» закрыта: за отведённое время никто не возразил.
notice-closed = ✅ Заявка #{ $number } «{ $title }» закрыта: { $name } подтверждает, что всё исправлено.
notice-unheard = 📭 <b>{ $name }</b>: связаться в Telegram сейчас не получается. Сообщения по заявке #{ $number } «{ $title }» сохранены и уйдут, как только автор напишет боту. Если дело срочное, свяжитесь другим способом.
notice-unsure = ❔ Неизвестно, дошло ли до <b>{ $name }</b> последнее сообщение по заявке #{ $number } «{ $title }»: Telegram не ответил. Если это важно, уточните.
notice-rated = ⭐ Оценка заявки #{ $number } «{ $title }» от { $name }: { $stars }
alerts-close = { $count ->
    [one] ⏰ <b>У { $count } заявки подходит срок</b>
    [few] ⏰ <b>У { $count } заявок подходит срок</b>
    [many] ⏰ <b>У { $count } заявок подходит срок</b>
   *[other] ⏰ <b>У { $count } заявки подходит срок</b>
}
alerts-over = { $count ->
    [one] 🚨 <b>У { $count } заявки истёк срок</b>
    [few] 🚨 <b>У { $count } заявок истёк срок</b>
    [many] 🚨 <b>У { $count } заявок истёк срок</b>
   *[other] 🚨 <b>У { $count } заявки истёк срок</b>
}
alerts-more = { $count ->
    [one] И ещё { $count } заявка: /queue
    [few] И ещё { $count } заявки: /queue
    [many] И ещё { $count } заявок: /queue
   *[other] И ещё { $count } заявки: /queue
}
alert-answer = первый ответ: { $state }
alert-solution = решение: { $state }
alert-left = осталось { $time }
alert-late = просрочка { $time }
alert-over = срок истёк
alert-percent = прошло { $percent } % времени
time-minutes = { $count ->
    [one] { $count } минута
    [few] { $count } минуты
    [many] { $count } минут
   *[other] { $count } минуты
}
time-hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
    [many] { $count } часов
   *[other] { $count } часа
}
time-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}
notice-reminder =
    ⏳ Ждём вашего ответа по заявке #{ $number } «{ $title }». Без ответа она будет закрыта как выполненная: { $time }.

    <i>Ответить можно прямо на это сообщение.</i>
the-desk = Служба заявок
notice-created-for-you = 📝 <b>Заявку за вас оформили: { $name }.</b> Я напишу, когда будут новости.
notice-reaction = { $emoji } – реакция от { $name } на сообщение о заявке #{ $number } «{ $title }».
