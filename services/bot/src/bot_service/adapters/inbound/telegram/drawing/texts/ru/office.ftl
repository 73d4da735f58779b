# Чем администраторы управляют службой.
help-admin =
    Управление службой:
    /staff – сотрудники, роли, приглашения
admins-only = Это могут только администраторы службы.
role-admin = администратор
role-dispatcher = диспетчер
role-agent = исполнитель
role-auditor = аудитор
role-user = без роли (только свои заявки)
role-taken = Вы больше не работаете с заявками. Сообщать о проблемах по-прежнему можно.

# /staff
command-staff = Сотрудники: роли и приглашения
staff-title = <b>Сотрудники</b>: { $count }
staff-line = { $name } – { $role }
staff-line-open = { $name } – { $role }, открытых: { $count }
staff-line-off = 🚫 { $name } – { $role }, доступ закрыт
staff-person = <b>{ $name }</b> – { $role }
staff-username = @{ $username }
staff-open = Открытых заявок: { $count }
staff-is-off = 🚫 Доступ закрыт: любые действия отклоняются.
staff-choose-role = Какую роль дать? <b>{ $name }</b>, сейчас: { $role }.
staff-role-set = ✅ Роль изменена, сотрудник об этом узнал.
staff-ask-off = Закрыть доступ? <b>{ $name }</b> не сможет ничего делать, пока вы не откроете доступ снова. Открытые заявки ({ $count }) останутся за сотрудником: передайте их другим.
staff-switched-off = ✅ Доступ закрыт.
staff-switched-on = ✅ Доступ снова открыт.
staff-invite = Вы получите ссылку для одного человека. Она сработает один раз в течение 30 минут. Какую роль она даст?
staff-invited = ✅ Приглашение готово ({ $role }). Перешлите следующее сообщение тому, кому оно предназначено, и никому больше.
staff-invitation =
    Приглашаем вас работать в службе заявок. Роль: { $role }. Откройте ссылку и нажмите «Запустить»:
    { $link }
    Ссылка сработает один раз, до { $until }.
staff-invitations = <b>Действующие приглашения</b>
staff-no-invitations = Действующих приглашений нет.
staff-open-invitation = № { $number } – { $role }, до { $until }
staff-withdrawn = Приглашение больше не действует.
button-staff-invite = ➕ Пригласить
button-staff-invitations = ⏳ Приглашения ({ $count })
button-staff-role = 🔁 Сменить роль
button-staff-off = 🚫 Закрыть доступ
button-staff-off-now = 🚫 Да, закрыть
button-staff-on = ✅ Открыть доступ
button-staff-withdraw = ✖️ Отозвать № { $number }
refused-last-admin = Это последний администратор: управлять службой станет некому. Сначала назначьте другого.
refused-invite-over = Приглашение уже использовано, отозвано или истекло.
