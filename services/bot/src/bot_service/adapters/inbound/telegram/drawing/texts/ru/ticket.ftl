# Карточка заявки.
card-title = <b>#{ $number } { $title }</b>
card-description = { $text }
card-priority = Срочность: { $priority }
card-location = 📍 { $location }
card-reporter = От кого: { $name }
card-assignee = Исполнитель: { $name }
card-created = Отправлена: { DATETIME($time, dateStyle: "medium", timeStyle: "short") } UTC
card-attachments = 📎 { $count ->
    [one] { $count } вложение
    [few] { $count } вложения
    [many] { $count } вложений
   *[other] { $count } вложения
}
card-stars = Оценка: { $stars }
card-remark-user = 💬 <b>{ $name }</b>: { $text }
card-remark-desk = 🛠 <b>{ $name }</b>: { $text }

state-open = 🔵 Ждёт исполнителя
state-in-progress = 🟡 В работе
state-waiting-reporter = 🟠 Ждёт ответа автора
state-waiting-vendor = 🟠 Ждёт поставщика
state-resolved = 🟢 Выполнена
state-closed = ✅ Закрыта
state-cancelled = ⚪ Отменена
state-rejected = ⚪ Отклонена
state-duplicate = ⚪ Дубликат

button-take = 🙋 Взять
button-resolve = ✅ Выполнено
button-confirm = 👍 Подтвердить
button-stars = { $stars } ★
button-comment = 💬 Комментарий
button-reply = ✍️ Ответить автору
button-photos = 📷 Показать фото
button-open = #{ $number } { $title }

toast-taken = Заявка ваша.
toast-resolved = Выполнено. Автора попросят подтвердить.
toast-confirmed = Спасибо! Заявка закрыта.
toast-rated = Спасибо за оценку.
no-attachments = Здесь нечего показать.

# Списки.
my-title = <b>Ваши заявки</b>
my-none = У вас пока нет заявок. Пришлите, что сломалось, или нажмите /new.
queue-mine = <b>Ваши</b>
queue-unassigned = <b>Ждут исполнителя</b>
queue-none = Очередь пуста. 🎉
list-line = <b>#{ $number }</b> { $title }
    { $state } · { $age }
list-more = { $count ->
    [one] Это самая новая { $count } заявка
    [few] Это { $count } самые новые заявки
    [many] Это { $count } самых новых заявок
   *[other] Это { $count } самой новой заявки
}; есть ещё.
age-now = только что
age-minutes = { $count ->
    [one] { $count } минуту назад
    [few] { $count } минуты назад
    [many] { $count } минут назад
   *[other] { $count } минуты назад
}
age-hours = { $count ->
    [one] { $count } час назад
    [few] { $count } часа назад
    [many] { $count } часов назад
   *[other] { $count } часа назад
}
age-days = { $count ->
    [one] { $count } день назад
    [few] { $count } дня назад
    [many] { $count } дней назад
   *[other] { $count } дня назад
}

# Комментарии.
ask-comment = Напишите комментарий к <b>#{ $number } { $title }</b>.
ask-reply = Напишите ответ автору <b>#{ $number } { $title }</b>. Перед отправкой вы его увидите.
comment-added = Добавлено к заявке #{ $number }.
comment-preview =
    <b>Автор #{ $number } прочтёт:</b>

    { $text }
comment-sent =
    ✅ <b>Отправлено автору #{ $number }:</b>

    { $text }
comment-dropped = Не отправлено. Автор ничего не получил.
comment-gone = Кнопка устарела: ответ уже отправлен или брошен.
writing-stopped = Хорошо, без комментария.

# Отказы.
refused-changed = Тем временем это изменилось. Вот как сейчас.
refused-already-taken = Заявку уже взял кто-то другой.
refused-already-rated = Вы уже поставили оценку. Спасибо!
refused-closed-for-comments = Заявка закрыта и комментариев не принимает. Сделайте новую: /new.
refused-not-found = Такой заявки нет, или она вам не видна.
refused-forbidden = Ваша роль этого не позволяет.
refused-fields = Это нельзя принять. Проверьте, что вы ввели, и попробуйте ещё раз.
refused-other = Сейчас это невозможно.
