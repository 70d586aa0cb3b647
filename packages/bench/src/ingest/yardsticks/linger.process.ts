import { connectedProducer, serveBare, topic } from "./door.ts";

// The same batch to the same broker, without sealing: gather two milliseconds, or 500, then one call.
const lingerMs = 2;
const batchMost = 500;
interface Waiting {
  readonly key: string;
  readonly value: Buffer;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const producer = await connectedProducer();
let waiting: Waiting[] = [];
let timer: NodeJS.Timeout | undefined;

function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  const batch = waiting;
  waiting = [];
  producer.send({ topic, messages: batch.map(({ key, value }) => ({ key, value })) }).then(
    () => batch.forEach(({ resolve }) => resolve()),
    (error: unknown) => batch.forEach(({ reject }) => reject(error)),
  );
}

serveBare(
  (key, value) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, value, resolve, reject });
      if (waiting.length >= batchMost) flush();
      else timer ??= setTimeout(flush, lingerMs);
    }),
);
