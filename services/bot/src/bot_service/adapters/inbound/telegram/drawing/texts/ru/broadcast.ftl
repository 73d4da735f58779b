# /broadcast и то, что приходит людям.
command-broadcast = Сообщить что-то многим
announcement = 📢 Объявление
announcement-urgent = ❗️ Важно
button-announcements-stop = 🔕 Не присылать объявления
announcements-off = Объявления больше не приходят. Срочные придут всё равно. Вернуть их можно в /settings.
settings-announcements-on = 📢 Объявления: включены
settings-announcements-off = 🔕 Объявления: только срочные
broadcast-ask =
    <b>Что вы хотите сообщить?</b>
    Напишите одним сообщением; можно с одним фото. Вы увидите его так, как увидят люди, выберете, кто его получит, и только потом отправите.
broadcast-expects-words = Пришлите текст или одно фото с подписью.
broadcast-one-photo = В объявлении может быть одно фото. Пришлите одно, с подписью.
broadcast-too-long = Слишком длинно: не больше { $count } знаков. Сократите и пришлите ещё раз.
broadcast-ask-audience = Так это будет выглядеть. Кто должен это получить?
broadcast-ask-place = Напишите код места, например HQ-1. Получат все, кто сообщал о чём-нибудь там или внутри.
broadcast-no-place = Места с таким кодом нет. Коды видны в /locations. Напишите другой или нажмите «Назад» выше.
broadcast-nobody = <b>Никто этого не получит.</b>
broadcast-preview = { $count ->
    [one] <b>Получит { $count } человек.</b>
    [few] <b>Получат { $count } человека.</b>
    [many] <b>Получат { $count } человек.</b>
   *[other] <b>Получат { $count } человека.</b>
}
broadcast-minutes = Это займёт около { $count ->
    [one] { $count } минуты
   *[other] { $count } минут
}. Заявки и ответы уходят раньше.
broadcast-is-urgent = ❗️ Срочно: получат и те, кто отключил объявления. Никого не разбудит: в тихие часы приходит без звука.
broadcast-blocked = { $count ->
    [one] { $count } человек заблокировал бота.
    [few] { $count } человека заблокировали бота.
    [many] { $count } человек заблокировали бота.
   *[other] { $count } человека заблокировали бота.
}
broadcast-declined = { $count ->
    [one] { $count } человек отключил объявления.
    [few] { $count } человека отключили объявления.
    [many] { $count } человек отключили объявления.
   *[other] { $count } человека отключили объявления.
}
broadcast-failed = Неизвестно, дошло ли до { $count ->
    [one] { $count } человека.
   *[other] { $count } человек.
}
broadcast-sending = 📤 <b>Отправляется: { $sent } из { $count }</b>
broadcast-done = ✅ <b>Отправлено. { $count ->
    [one] Получил { $count } человек.
    [few] Получили { $count } человека.
    [many] Получили { $count } человек.
   *[other] Получили { $count } человека.
}</b>
broadcast-stopped = ⏹ <b>Остановлено. Получили: { $sent }, не получили: { $count }.</b>
broadcast-dropped = Удалено. Никто этого не получил.
broadcast-gone = Этого объявления больше нет. Начните заново: /broadcast
audience-all = Кому: всем
audience-staff = Кому: сотрудникам
audience-open = Кому: людям с открытыми заявками
audience-place = Кому: тем, кто сообщал о чём-нибудь в { $place }
audit-announcement = объявление
audit-kind-announcement = Объявления
audit-type-announcement-sent = отправлено
audit-type-urgent-announcement-sent = отправлено как срочное
button-audience-all = Всем
button-audience-staff = Сотрудникам
button-audience-open = С открытыми заявками
button-audience-place = Одному месту…
button-broadcast-send = 📤 Отправить ({ $count })
button-broadcast-urgent = ❗️ Сделать срочным
button-broadcast-calm = 🔔 Не срочно
button-broadcast-others = 👥 Кому-то другому
button-broadcast-drop = 🗑 Удалить
button-broadcast-stop = ⏹ Остановить
