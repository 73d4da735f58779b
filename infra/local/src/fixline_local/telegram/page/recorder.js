// Voice and video notes: recorded from microphone and camera, or, where there are none, from a tone and a drawing.
import { openDialog } from "./dialogs.js";
import { el, time } from "./dom.js";

const SIDE = 384; // pixels, the diameter that Telegram's apps record
const FORMATS = {
  // What Telegram takes as a voice note comes first: OGG with Opus, then M4A.
  voice: ["audio/ogg;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4;codecs=opus", "audio/webm;codecs=opus"],
  video_note: ["video/mp4;codecs=avc1.42E01E,mp4a.40.2", "video/mp4;codecs=vp9,opus", "video/webm;codecs=vp8,opus"],
};
const LONGEST = { voice: 600, video_note: 60 }; // seconds; sixty is Telegram's limit of a video note
const EXTENSIONS = { "audio/ogg": "oga", "audio/mp4": "m4a", "audio/webm": "webm", "video/mp4": "mp4", "video/webm": "webm" };

// Resolves to {file, duration, length} or null.
export function record(kind) {
  return new Promise((resolve) => new Recording(kind, resolve));
}

class Recording {
  constructor(kind, resolve) {
    this.kind = kind;
    this.resolve = resolve;
    this.parts = [];
    this.endings = []; // what has to be let go of
    const title = kind === "voice" ? "Voice note" : "Video note";
    this.clock = el("output", { class: "recording-time", role: "timer" }, "0:00");
    this.source = el("p", { class: "hint", role: "status" }, "Asking for the microphone…");
    this.send = el("button", { type: "button", class: "primary", disabled: true, onclick: () => this.#finish() }, "Send");
    this.canvas = el("canvas", { class: "recording-picture", width: String(SIDE), height: String(SIDE), hidden: kind === "voice" });
    this.dialog = openDialog(el("dialog", { class: "form recording", "aria-label": title },
      el("h2", {}, title), this.canvas, el("p", { class: "recording-dot" }, this.clock), this.source,
      el("div", { class: "row" },
        el("button", { type: "button", class: "quiet", onclick: () => this.dialog.close() }, "Cancel"), this.send)));
    this.dialog.addEventListener("close", () => this.#letGo());
    this.#begin();
  }

  async #begin() {
    const stream = new MediaStream(await this.#tracks());
    if (!this.dialog.open) return this.#letGo();
    const format = FORMATS[this.kind].find((each) => MediaRecorder.isTypeSupported(each));
    this.recorder = new MediaRecorder(stream, { mimeType: format });
    this.recorder.addEventListener("dataavailable", (event) => this.parts.push(event.data));
    this.recorder.start(250);
    this.began = performance.now();
    const ticking = setInterval(() => this.#tick(), 200);
    this.endings.push(() => clearInterval(ticking));
  }

  async #tracks() {
    const wanted = { audio: true, video: this.kind === "video_note" ? { width: SIDE, height: SIDE } : false };
    try {
      const stream = await navigator.mediaDevices.getUserMedia(wanted);
      this.endings.push(() => stream.getTracks().forEach((track) => track.stop()));
      this.source.textContent = "Recording.";
      return this.kind === "voice" ? stream.getTracks() : [...this.#film(stream), ...stream.getAudioTracks()];
    } catch {
      this.source.textContent = this.kind === "voice"
        ? "No microphone here: a tone is recorded instead." : "No camera and microphone here: a drawing and a tone are recorded instead.";
      return this.kind === "voice" ? this.#tone() : [...this.#film(null), ...this.#tone()];
    }
  }

  #tone() {
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency: 440 });
    const target = context.createMediaStreamDestination();
    tone.connect(new GainNode(context, { gain: 0.2 })).connect(target);
    tone.start();
    this.endings.push(() => context.close());
    return target.stream.getTracks();
  }

  // A square picture, from the camera or drawn; what is seen is what is recorded.
  #film(camera) {
    const paper = this.canvas.getContext("2d");
    const video = camera ? el("video", { muted: true, playsinline: "" }) : null;
    if (video) {
      video.srcObject = camera;
      video.play();
    }
    const drawing = setInterval(() => {
      const turn = performance.now() / 500;
      if (video?.videoWidth) {
        const side = Math.min(video.videoWidth, video.videoHeight);
        paper.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, SIDE, SIDE);
      } else {
        paper.fillStyle = "#2481cc";
        paper.fillRect(0, 0, SIDE, SIDE);
        paper.fillStyle = "#fff";
        paper.beginPath();
        paper.arc(SIDE / 2 + 90 * Math.cos(turn), SIDE / 2 + 90 * Math.sin(turn), 42, 0, 7);
        paper.fill();
      }
    }, 40);
    this.endings.push(() => clearInterval(drawing));
    return this.canvas.captureStream(25).getTracks();
  }

  #tick() {
    this.clock.textContent = time(this.#seconds());
    // A file of nothing is none: as in Telegram's app, a note lasts a second at least.
    if (this.send.disabled && this.#seconds() >= 1 && this.parts.some((part) => part.size)) {
      this.send.disabled = false;
      this.send.focus();
    }
    if (this.#seconds() >= LONGEST[this.kind]) this.#finish();
  }

  #seconds() {
    return (performance.now() - this.began) / 1000;
  }

  #finish() {
    if (this.recorder.state === "inactive") return;
    const duration = Math.min(Math.max(1, Math.round(this.#seconds())), LONGEST[this.kind]);
    this.recorder.addEventListener("stop", () => {
      const type = this.recorder.mimeType.split(";")[0];
      const file = new File(this.parts, `${this.kind}.${EXTENSIONS[type]}`, { type });
      this.resolve({ file, duration, length: this.kind === "voice" ? 0 : SIDE });
      this.dialog.close();
    });
    this.recorder.stop();
  }

  #letGo() {
    this.endings.splice(0).forEach((end) => end());
    this.resolve(null); // too late where something was sent
  }
}
