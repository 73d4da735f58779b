// The people's API. An error is an Error whose message may be shown to whoever sits at the page.

async function request(method, path, body) {
  const options = { method };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json" };
  }
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || response.statusText);
  return answer;
}

export const api = {
  world: (since, timeout) => request("GET", `/api/changes?since=${since}&timeout=${timeout}`),
  addPerson: (person) => request("POST", "/api/people", person),
  switchTopics: (enabled) => request("PUT", "/api/bot/topics", { enabled }),
  stickers: () => request("GET", "/api/stickers"),
  roleOf: (person) => request("GET", `/api/desk/people/${person}`),
  giveRole: (person, role) => request("PUT", `/api/desk/people/${person}/role`, { role }),
};

export class ChatApi {
  constructor(chat, person) {
    this.base = `/api/chats/${chat}`;
    this.person = person;
    this.who = `as=${person}`;
    this.thread = null; // the topic that one writes in
  }
  post(path, body) {
    return request("POST", `${this.base}${path}?${this.who}`, body);
  }
  changes(since) {
    return request("GET", `${this.base}/changes?${this.who}&since=${since}`);
  }
  sendText(text, replyTo) {
    return this.post("/messages", { text, reply_to: replyTo, thread: this.thread });
  }
  sendSticker(sticker, replyTo) {
    return this.post("/messages", { sticker, reply_to: replyTo, thread: this.thread });
  }
  sendPlace(place, replyTo) {
    return this.post("/messages", { place, reply_to: replyTo, thread: this.thread });
  }
  sendFiles(kind, files, facts, replyTo) {
    const form = new FormData();
    Object.entries({ ...facts, kind, reply_to: replyTo || "", thread: this.thread || "" }).forEach(([name, value]) => form.append(name, value));
    files.forEach((file, number) => form.append(`file${number}`, file, file.name || "pasted.png"));
    return this.post("/messages", form);
  }
  edit(id, text) {
    return request("PATCH", `${this.base}/messages/${id}?${this.who}`, { text });
  }
  tap(id, data) {
    return this.post("/taps", { message_id: id, data, wait: 0 });
  }
  askInline(query) {
    return this.post("/inline", { query, wait: 30 });
  }
  chooseInline(query, result) {
    return this.post(`/inline/${query}/choice`, { result_id: result });
  }
  // In the person's own chat with the bot, wherever this one is.
  startPrivately(payload) {
    return request("POST", `/api/chats/${this.person}/start?${this.who}`, { payload });
  }
  start(payload = "") {
    return this.post("/start", { payload });
  }
  block(blocked) {
    return this.post("/block", { blocked });
  }
  createTopic(name) {
    return this.post("/topics", { name });
  }
  deleteTopic(thread) {
    return request("DELETE", `${this.base}/topics/${thread}?${this.who}`);
  }
  read(id) {
    return this.post("/read", { message_id: id });
  }
}
