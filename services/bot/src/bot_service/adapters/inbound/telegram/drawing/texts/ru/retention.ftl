# /retention
command-retention = Сколько хранятся заявки
retention-title = <b>Сколько хранятся заявки</b>
retention-off = Всё хранится бессрочно.
retention-on = Завершённая заявка хранится { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}, затем обезличивается.
retention-what = Обезличить — значит удалить навсегда, кто сообщил и кто следил, все тексты и все файлы. Остаётся: когда, где, насколько срочно, сколько заняло, кто из сотрудников работал, и оценка. Поэтому отчёты и статистика не меняются. Никто не теряет учётную запись, и незавершённые заявки не затрагиваются.
retention-runs = <b>Последние дни</b>
retention-run = { $day }: заявок { $tickets }, комментариев { $comments }, файлов { $files }
retention-run-unfinished = (ещё удаляются файлы и сообщения { $count ->
    [one] { $count } заявки
   *[other] { $count } заявок
})
retention-days = { $count ->
    [0] бессрочно
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}
button-retention-other = Другой срок…
button-retention-off = ♾ Хранить всё с этого момента
retention-ask = Через сколько дней? Напишите число от { $shortest } до { $longest }.
retention-no-days = Напишите число дней от { $shortest } до { $longest }.
retention-preview = <b>Через { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
} после завершения: сейчас было бы удалено</b>
retention-tickets = Заявок: { $count }
retention-people = Людей: { $count }
retention-comments = Комментариев: { $count }
retention-files = Файлов: { $count }
retention-files-at-least = Файлов: не меньше { $count }
retention-oldest = Самая старая завершена { $time }
retention-examples = Например, { $numbers }
retention-nothing = Ничего: нет заявок, завершённых так давно.
retention-no-right = ⚠️ Бот пока не может удалять файлы: у его ключа для службы файлов нет права <code>files.delete</code>. Его добавляет тот, кто обслуживает серверы; до тех пор включить нельзя.
retention-for-good = ⚠️ Отменить это нельзя. Начнётся в течение часа и будет продолжаться само каждый день.
button-retention-set = 🗑 Включить: { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}
retention-set-on = ✅ Включено: { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}. Начнётся в течение часа.
retention-set-off = ✅ С этого момента хранится всё. Удалённое не вернуть.
audit-retention = хранение заявок
audit-kind-retention = Хранение
audit-type-retention-changed = изменён срок
audit-type-ticket-anonymized = обезличена
history-anonymized = обезличена: срок хранения истёк
