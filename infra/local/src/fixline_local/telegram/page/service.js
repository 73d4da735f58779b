// What Telegram itself says in a chat: of topics, and of what is pinned.
import { fullName } from "./dom.js";

const SERVICE = {
  forum_topic_created: (said) => `made the topic “${said.name}”`,
  forum_topic_edited: (said) => (said.name ? `named the topic “${said.name}”` : "changed the topic's icon"),
  forum_topic_closed: () => "closed the topic",
  forum_topic_reopened: () => "opened the topic again",
  pinned_message: () => "pinned a message",
};

// The sentence, or nothing where somebody else said the message.
export function serviceWords(message) {
  const kind = Object.keys(SERVICE).find((each) => message[each]);
  return kind ? `${fullName(message.from)} ${SERVICE[kind](message[kind])}` : "";
}
