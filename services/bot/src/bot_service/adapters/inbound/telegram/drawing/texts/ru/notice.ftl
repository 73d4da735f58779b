# Сообщения о том, что сделали другие.
notice-created = 🆕 <b>Новая заявка от { $name }</b>
notice-answer =
    💬 <b>{ $name }</b> о вашей заявке #{ $number } «{ $title }»:

    { $text }

    <i>Чтобы ответить, ответьте на это сообщение.</i>
notice-from-reporter =
    💬 <b>{ $name }</b> в заявке #{ $number } «{ $title }»:

    { $text }

    <i>Чтобы ответить, ответьте на это сообщение.</i>
notice-resolved =
    🟢 <b>Ваша заявка #{ $number } выполнена:</b> { $title }

    Всё исправлено? Подтвердите и оцените работу от 1 до 5 звёзд.
notice-closed = ✅ { $name } подтверждает: #{ $number } «{ $title }» исправлено.
notice-rated = ⭐ { $name } оценивает #{ $number } «{ $title }»: { $stars }
notice-answer-due = ⏰ #{ $number } «{ $title }»: прошло { $percent } % времени на первый ответ.
notice-answer-overdue = 🚨 #{ $number } «{ $title }»: время на первый ответ истекло.
notice-solution-due = ⏰ #{ $number } «{ $title }»: прошло { $percent } % времени на решение.
notice-solution-overdue = 🚨 #{ $number } «{ $title }»: время на решение истекло.
notice-reminder =
    ⏳ Мы всё ещё ждём вашего ответа по заявке #{ $number } «{ $title }»; иначе она будет закрыта как выполненная: { DATETIME($time, dateStyle: "medium", timeStyle: "short") } UTC.

    <i>Чтобы ответить, ответьте на это сообщение.</i>
the-desk = Стол заявок
