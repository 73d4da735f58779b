# Быстрые ответы: то, что пишут снова и снова.
command-replies = Ваши быстрые ответы
quick-replies = <b>Быстрые ответы</b>
    Они появляются, когда вы нажимаете ✍️, чтобы написать автору; перед отправкой вы увидите текст. ⚡ – ваши, 🏢 – общие.
quick-replies-none = Пока нет ни одного.
button-quick-own = ⚡ { $title }
button-quick-desks = 🏢 { $title }
button-quick-add = ➕ Новый
button-quick-add-desks = ➕ Для всех
button-quick-change = ✏️ Изменить
button-quick-delete = 🗑 Удалить
quick-reply-own =
    ⚡ <b>{ $title }</b>

    { $words }
quick-reply-desks =
    🏢 <b>{ $title }</b>

    { $words }
quick-delete = Удалить «{ $title }»?
ask-quick-own = <b>Ваш быстрый ответ.</b> Пришлите одним сообщением: в первой строке название (до { $title } знаков), ниже текст (до { $words }).
    Само подставится: { $placeholders }
ask-quick-desks = <b>Быстрый ответ для всех сотрудников.</b> Пришлите одним сообщением: в первой строке название (до { $title } знаков), ниже текст (до { $words }).
    Само подставится: { $placeholders }
quick-now =
    Сейчас:
    <code>{ $text }</code>
quick-saved = ⚡ «{ $title }» сохранён.
quick-two-parts = Пришлите название в первой строке, а текст – ниже.
quick-too-long = Название – до { $title } знаков, текст – до { $words }. Сократите и пришлите снова.
quick-too-many = Их уже { $count }, больше не помещается. Сначала удалите один.
quick-unknown = Не знаю, что подставить вместо «{ $word }». Знаю вот что: { $placeholders }. Пришлите ещё раз.
quick-gone = Этого быстрого ответа больше нет.
toast-quick-deleted = Удалён: { $title }
placeholder-reporter = автор, имя
placeholder-number = номер
placeholder-title = тема
placeholder-place = место
placeholder-agent = сотрудник, я
placeholder-due = срок
placeholder-due-at = { $time }
placeholder-no-place = место, о котором вы писали
placeholder-no-due = как можно скорее
