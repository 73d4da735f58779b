# Сообщения о том, что сделали другие.
notice-created = 🆕 <b>Новая заявка. Автор: { $name }</b>
notice-answer =
    💬 <b>{ $name }</b> – ответ по вашей заявке #{ $number } «{ $title }»:

    { $text }

    <i>Чтобы ответить, ответьте на это сообщение.</i>
notice-from-reporter =
    💬 <b>{ $name }</b> – по заявке #{ $number } «{ $title }»:

    { $text }

    <i>Чтобы ответить, ответьте на это сообщение.</i>
notice-replies =
    💬 <b>Новое в заявке #{ $number } «{ $title }»</b>, которую ещё никто не взял:

    { $text }

    <i>Чтобы ответить, ответьте на это сообщение.</i>
notice-reply = <b>{ $name }</b>: { $text }
notice-replies-more = { $count ->
    [one] <i>Раньше – ещё { $count } сообщение</i>
    [few] <i>Раньше – ещё { $count } сообщения</i>
    [many] <i>Раньше – ещё { $count } сообщений</i>
   *[other] <i>Раньше – ещё { $count } сообщения</i>
}
notice-resolved =
    🟢 <b>Ваша заявка #{ $number } выполнена:</b> { $title }

    Всё исправлено? Подтвердите и оцените работу от 1 до 5 звёзд.
notice-closed = ✅ Заявка #{ $number } «{ $title }» закрыта: { $name } подтверждает, что всё исправлено.
notice-rated = ⭐ Оценка заявки #{ $number } «{ $title }» от { $name }: { $stars }
notice-answer-due = ⏰ #{ $number } «{ $title }»: прошло { $percent } % времени на первый ответ.
notice-answer-overdue = 🚨 #{ $number } «{ $title }»: срок первого ответа истёк.
notice-solution-due = ⏰ #{ $number } «{ $title }»: прошло { $percent } % времени на решение.
notice-solution-overdue = 🚨 #{ $number } «{ $title }»: срок решения истёк.
notice-reminder =
    ⏳ Ждём вашего ответа по заявке #{ $number } «{ $title }». Без ответа она будет закрыта как выполненная: { DATETIME($time, dateStyle: "medium", timeStyle: "short") } UTC.

    <i>Чтобы ответить, ответьте на это сообщение.</i>
the-desk = Служба заявок
