import { writeOgg } from "./ogg.ts";
import { readWebm } from "./webm.ts";

export interface Recording {
  /** The voice message, as a phone would send it: OGG with Opus. */
  stop(): Promise<Blob>;
  cancel(): void;
}

const wanted = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus"];

export function canRecord(): boolean {
  return "MediaRecorder" in globalThis && "mediaDevices" in navigator && recordedType() !== undefined;
}

function recordedType(): string | undefined {
  return wanted.find((type) => MediaRecorder.isTypeSupported(type));
}

/** Listens to the microphone. Throws what the browser throws when there is none, or it may not be used. */
export async function startRecording(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  const type = recordedType();
  const recorder = new MediaRecorder(stream, type === undefined ? {} : { mimeType: type });
  const parts: Blob[] = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const ended = new Promise<void>((resolve) => recorder.addEventListener("stop", () => resolve()));
  recorder.start();
  const end = (): void => {
    if (recorder.state !== "inactive") recorder.stop();
    for (const track of stream.getTracks()) track.stop();
  };
  return {
    stop: async () => {
      end();
      await ended;
      return asVoice(new Blob(parts, { type: recorder.mimeType }));
    },
    cancel: end,
  };
}

/** Chromium records Opus in WebM: the same sound is put into another box. */
async function asVoice(recorded: Blob): Promise<Blob> {
  const type = "audio/ogg; codecs=opus";
  if (recorded.type.startsWith("audio/ogg")) return new Blob([recorded], { type });
  const track = readWebm(new Uint8Array(await recorded.arrayBuffer()));
  if (track === undefined) throw new Error("the recording holds no Opus sound");
  return new Blob([writeOgg(track)], { type });
}
