import { say } from "../actions.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { complain, openSheet, toast } from "../ui/sheet.ts";
import { words } from "../words.ts";
import { base64Of } from "./bytes.ts";
import { canRecord, startRecording, type Recording } from "./recorder.ts";
import { storedSample } from "./samples.ts";

/** Records a voice message, hears it back, sends it; a sample where there is no microphone. */
export function openVoice(patientId: string): void {
  const { voice, record, stopRecording, recordAgain, send, sampleVoice, noMicrophone } = words();
  let recording: Recording | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  openSheet(voice, (close) => {
    const face = h("p", { class: "voice-time", role: "timer" }, "0:00");
    const heard = h("div", { class: "stack" });
    const press = h(
      "button",
      { type: "button", class: "primary wide", autofocus: true },
      icon("mic"),
      record,
    );
    const submit = (blob: Blob): void => {
      close();
      void base64Of(blob)
        .then((data) =>
          say(patientId, { type: "audio", voice: true, mimeType: "audio/ogg; codecs=opus", data }),
        )
        .catch(complain);
    };
    const start = async (): Promise<void> => {
      recording = await startRecording();
      const startedAt = Date.now();
      heard.replaceChildren();
      timer = setInterval(() => (face.textContent = minutes(Date.now() - startedAt)), 250);
      press.replaceChildren(icon("stop"), stopRecording);
      press.classList.add("live");
    };
    const stop = async (running: Recording): Promise<void> => {
      recording = undefined;
      clearInterval(timer);
      press.classList.remove("live");
      press.replaceChildren(icon("mic"), recordAgain);
      const blob = await running.stop();
      const again = h(
        "button",
        { type: "button", class: "primary wide", click: () => submit(blob) },
        icon("send"),
        send,
      );
      heard.replaceChildren(
        h("audio", { controls: true, src: URL.createObjectURL(blob), "aria-label": voice }),
        again,
      );
      again.focus();
    };
    press.addEventListener("click", () => {
      const running = recording;
      (running === undefined ? start() : stop(running)).catch(() => toast(noMicrophone));
    });
    const leave = (): void => {
      clearInterval(timer);
      recording?.cancel();
    };
    // The sheet takes its content away when it closes, however that was asked for.
    queueMicrotask(() => face.closest("dialog")?.addEventListener("close", leave));
    return [
      face,
      canRecord() ? press : h("p", { class: "muted" }, noMicrophone),
      heard,
      h(
        "button",
        {
          type: "button",
          class: "quiet wide",
          click: () => void storedSample("voice.ogg").then(submit, complain),
        },
        sampleVoice,
      ),
    ];
  });
}

function minutes(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
