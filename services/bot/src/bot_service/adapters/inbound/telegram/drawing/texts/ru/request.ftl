# Новая заявка.
offer =
    Оформить это как новую заявку?

    { $text }
offer-about = { $count ->
    [one] Это о заявке <b>#{ $number } { $title }</b> или о чём-то новом?
    [few] Это об одной из этих заявок или о чём-то новом?
    [many] Это об одной из этих заявок или о чём-то новом?
   *[other] Это об одной из этих заявок или о чём-то новом?
}

    { $text }
button-add-to = ➕ Добавить к #{ $number }
button-add-to-titled = ➕ #{ $number } { $title }
offer-what = { $count ->
    [one] Файл получен.
    [few] Получено { $count } файла.
    [many] Получено { $count } файлов.
   *[other] Получено { $count } файла.
} Что случилось? Опишите одним сообщением или оформите заявку без описания.
button-wordless = 📝 Без описания
word-photo = Фото
word-video = Видео
word-voice = Голосовое сообщение
word-document = Документ
added-to-description = Добавлено в описание.
button-new-request = 📝 Новая заявка
button-not-now = Не сейчас
request-later = Хорошо. Пишите, если что-нибудь сломается.

ask-what = <b>Что случилось?</b> Опишите проблему. Фото, видео, голосовые сообщения и документы можно прислать до или после описания.
ask-where = <b>Где это?</b> Укажите место, например «Корпус 2, комната 214».
ask-urgency = <b>Насколько это срочно?</b>
button-no-place = Пропустить
button-cancel = ✖️ Отмена
unfinished = У вас есть неотправленная заявка. Продолжим её оформлять; если она не нужна, отмените: /cancel.
finish-request-first = Сначала закончите начатую заявку или отмените её: /cancel.

preview =
    <b>Проверьте заявку:</b>

    { $text }
    { "" }
preview-no-place = 📍 Место не указано
button-send = ✅ Отправить
button-edit-what = ✏️ Что
button-edit-where = 📍 Где
button-edit-urgency = ⏱ Срочность
button-files = 📎 Убрать файл
ask-which-file = <b>Какой файл убрать?</b>
button-detach = ✖️ { $name }
button-back = ⬅️ Назад
file-photo = 🖼 Фото { $place }
file-video = 🎬 Видео { $place }
file-voice = 🎤 Голосовое { $place }
request-sent = ✅ <b>Заявка #{ $number } отправлена.</b> Я напишу, когда будут новости.
request-sent-already = Заявка уже отправлена. Ваши заявки: /my.
button-changed = Здесь уже всё изменилось.
request-gone = Кнопка устарела: этот черновик удалён или заменён другим. Напишите ещё раз, что случилось.
request-cancelled = Черновик удалён, ничего не отправлено.
draft-cancelled = Черновик «{ $title }» удалён, ничего не отправлено.
reply-cancelled =
    Ответ по заявке #{ $number } удалён, ничего не отправлено. В нём было:

    { $text }
cancel-more = { $count ->
    [one] Остался ещё { $count } черновик
    [few] Осталось ещё { $count } черновика
    [many] Осталось ещё { $count } черновиков
   *[other] Осталось ещё { $count } черновика
}. Отменить следующий: /cancel
nothing-to-cancel = Отменять нечего.

priority-low = 🟢 Низкая
priority-medium = 🟡 Обычная
priority-high = 🟠 Высокая
priority-urgent = 🔴 Срочно

# Что нельзя принять.
fault-text-empty = В сообщении нет текста. Опишите проблему словами.
fault-text-too-long = Текст слишком длинный: не больше { $limit } { $limit ->
    [one] символа
   *[other] символов
}. Сократите его или приложите документом.
fault-text-too-long-together = Вместе с предыдущим текстом получается больше { $limit } { $limit ->
    [one] символа
   *[other] символов
}. Предыдущий текст сохранён, а это сообщение сократите или приложите документом.
fault-location-empty = Укажите место словами или нажмите «Пропустить».
fault-location-too-long = Слишком длинно для места: не больше { $limit } { $limit ->
    [one] символа
   *[other] символов
}. Подробности напишите в описании.
fault-too-many-attachments = К заявке можно приложить не больше { $limit } { $limit ->
    [one] файла
   *[other] файлов
}. Первые приняты; остальные пришлите ответом на сообщение о заявке, когда она будет отправлена.
fault-file-too-large = «{ $name }» больше 20 МБ, а такие файлы Telegram ботам не отдаёт. Пришлите файл поменьше, сжатый или ссылку на него.
fault-file-empty = Файл «{ $name }» пустой. Пришлите его ещё раз.
fault-too-many-requests = За час вы отправили { $limit } { $limit ->
    [one] заявку
    [few] заявки
    [many] заявок
   *[other] заявки
}. Эта сохранена: нажмите «Отправить» ещё раз через { $minutes } мин.
refused-attachment = Не удалось сохранить «{ $name }»: файла больше нет в Telegram, он больше 20 МБ или пустой. Он убран из заявки; пришлите его ещё раз.

# Где это.
ask-where-listed = <b>Где это?</b> Выберите из списка или напишите место, например «Корпус 2, комната 214».
button-place-list = 🗂 Выбрать из списка
ask-which-place = <b>Где это?</b> Можно и просто написать название места.
ask-which-place-in = <b>{ $place }</b> – где именно?
button-place-whole = 📍 Здесь: { $name }
ask-place-meant =
    <b>Какое из этих мест вы имели в виду?</b> Вы написали:

    { $place }
button-place-as-typed = ✍️ Оставить, как есть
place-scanned = 📍 Вы здесь: <b>{ $place }</b>.
place-scanned-unfinished = 📍 <b>{ $place }</b> – теперь заявка об этом месте.
place-unknown = Место с таким кодом мне неизвестно: возможно, оно больше не используется. О проблеме всё равно можно сообщить.
ask-scanned =
    📍 Вы здесь: <b>{ $place }</b>. Но у вас есть неотправленная заявка:

    { $title }
button-scanned-anew = 🗑 Удалить её и начать новую здесь
button-scanned-move = 📍 Продолжить её, но здесь

# О чём уже сообщили другие.
ask-similar = { $count ->
    [one] <b>Это не о том же?</b> Об этом уже сообщили:
   *[other] <b>Это не об одном из этих случаев?</b> О них уже сообщили:
}
ask-similar-how = Если об этом, нажмите на кнопку: вы узнаете, как идут дела, и отправлять ещё одну заявку не нужно.
button-me-too = 🙋 И у меня: #{ $number } { $title }
button-none-similar = 📝 Нет, о другом
similar-followers = 👥 { $count }
joined = 🙋 <b>Вы узнаете, как идут дела с заявкой #{ $number }.</b> Чтобы что-то добавить, ответьте на это сообщение.

# Заявка завершена, а дело снова в том же.
button-go-on = 🔁 Снова то же: новая заявка
goes-on = 🔁 Это продолжение заявки <b>#{ $number } { $title }</b>.
preview-goes-on = 🔁 Продолжение #{ $number }
