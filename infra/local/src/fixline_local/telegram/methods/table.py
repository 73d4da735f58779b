"""Which handler answers which method. A method that is not here is 404."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from aiogram import methods as api

from fixline_local.telegram.call import Call
from fixline_local.telegram.methods import (
    answering,
    chats,
    copying,
    downloads,
    editing,
    ephemeral,
    inline,
    profile,
    sending,
    session,
    topics,
)

Handler = Callable[[Call, Any], Any]

HANDLERS: Final[Mapping[type[api.TelegramMethod[Any]], Handler]] = {
    api.AnswerCallbackQuery: answering.answer_callback_query,
    api.AnswerInlineQuery: inline.answer_inline_query,
    api.Close: session.close,
    api.CloseForumTopic: topics.close_forum_topic,
    api.CopyMessage: copying.copy_message,
    api.CreateForumTopic: topics.create_forum_topic,
    api.DeleteEphemeralMessage: ephemeral.delete_ephemeral_message,
    api.DeleteForumTopic: topics.delete_forum_topic,
    api.DeleteMessage: editing.delete_message,
    api.DeleteMessages: editing.delete_messages,
    api.DeleteMyCommands: profile.delete_my_commands,
    api.DeleteWebhook: session.delete_webhook,
    api.EditEphemeralMessageReplyMarkup: ephemeral.edit_ephemeral_message_reply_markup,
    api.EditEphemeralMessageText: ephemeral.edit_ephemeral_message_text,
    api.EditForumTopic: topics.edit_forum_topic,
    api.EditMessageCaption: editing.edit_message_caption,
    api.EditMessageReplyMarkup: editing.edit_message_reply_markup,
    api.EditMessageText: editing.edit_message_text,
    api.ForwardMessage: copying.forward_message,
    api.GetChat: chats.get_chat,
    api.GetChatAdministrators: chats.get_chat_administrators,
    api.GetChatMember: chats.get_chat_member,
    api.GetFile: downloads.get_file,
    api.GetForumTopicIconStickers: topics.get_forum_topic_icon_stickers,
    api.GetMe: chats.get_me,
    api.GetMyCommands: profile.get_my_commands,
    api.GetMyDescription: profile.get_my_description,
    api.GetMyName: profile.get_my_name,
    api.GetMyShortDescription: profile.get_my_short_description,
    api.GetWebhookInfo: session.get_webhook_info,
    api.LeaveChat: chats.leave_chat,
    api.LogOut: session.log_out,
    api.PinChatMessage: editing.pin_chat_message,
    api.ReopenForumTopic: topics.reopen_forum_topic,
    api.SendAnimation: sending.send_file,
    api.SendAudio: sending.send_file,
    api.SendChatAction: sending.send_chat_action,
    api.SendDocument: sending.send_file,
    api.SendMediaGroup: sending.send_media_group,
    api.SendMessage: sending.send_message,
    api.SendPhoto: sending.send_file,
    api.SendVideo: sending.send_file,
    api.SendVideoNote: sending.send_file,
    api.SendVoice: sending.send_file,
    api.SetMessageReaction: editing.set_message_reaction,
    api.SetMyCommands: profile.set_my_commands,
    api.SetMyDescription: profile.set_my_description,
    api.SetMyName: profile.set_my_name,
    api.SetMyShortDescription: profile.set_my_short_description,
    api.SetWebhook: session.set_webhook,
    api.UnpinAllChatMessages: editing.unpin_all_chat_messages,
    api.UnpinChatMessage: editing.unpin_chat_message,
}
