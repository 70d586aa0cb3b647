import { request } from "node:http";

/** Does a Docker engine answer at once? */
export function engineAnswers(): Promise<boolean> {
  const socketPath = (process.env["DOCKER_HOST"] ?? "unix:///var/run/docker.sock").replace(/^unix:\/\//, "");
  if (!socketPath.startsWith("/")) return Promise.resolve(false);
  return new Promise((resolve) => {
    const ping = request({ socketPath, path: "/_ping", timeout: 500 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    ping.once("timeout", () => ping.destroy());
    ping.once("error", () => resolve(false));
    ping.end();
  });
}
