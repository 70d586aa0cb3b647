import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { Emulator } from "@careline/whatsapp-emulator";

/** Meta's one door: whose world it is about stands in the path, as the id of a number or of an account. */
export async function openGraph(
  port: number,
  owners: ReadonlyMap<string, Pick<Emulator, "answer">>,
): Promise<Server> {
  const server = createServer((request, response) => {
    const url = request.url ?? "";
    const ids = url.split(/[/?&=]/);
    const owner = ids.map((id) => owners.get(id)).find((one) => one !== undefined);
    // Links to files are no paths of Meta's: whose they are stands before them.
    request.url = url.replace(/^\/of\/\d+/, "");
    if (owner !== undefined) return owner.answer(request, response);
    response.writeHead(404).end();
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}
