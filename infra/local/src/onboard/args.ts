import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Fault } from "@careline/faults";
import type { Env } from "@careline/runtime";
import type { LocalFile } from "../local-file.ts";

export const usage = `npm run onboard -- [options]: brings a clinic's number to WhatsApp. It says what is done and what is
missing, and does what it can; run again, it goes on where it stopped.

  --check                   only look
  --local                   the house of npm start, with its emulator
  --clinics FILE            the clinics' file                       (or CLINICS_FILE)
  --tenant ID               which clinic, where the file has several
  --token-file FILE         access token of a system user            (or WHATSAPP_ACCESS_TOKEN_FILE)
  --graph-url URL           default https://graph.facebook.com       (or WHATSAPP_GRAPH_URL)
  --graph-version V         default v26.0                            (or WHATSAPP_GRAPH_VERSION)
  --webhook-url URL         the gateway's public address, for webhooks of this account
  --verify-token-file FILE  what the gateway knows as well           (or WHATSAPP_VERIFY_TOKEN_FILE)
  --send-code SMS|VOICE     have a code sent to the number; once
  --code-file FILE          the code that came (/dev/stdin reads it from the terminal)
  --pin-file FILE           six digits: the PIN of the number's two-step verification

npm run onboard -- card --out FILE: a card to print, "How to recognise us on WhatsApp", as .pdf, .svg or .html

  --size a6|a5              default a6
  --language CODE           en, es, pt, fr, de or ar; default the clinic's
  --clinics, --tenant, --local as above`;

export interface OnboardArgs {
  readonly command: "walk" | "card" | "help";
  readonly check: boolean;
  readonly clinicsFile: string;
  readonly tenant: string | undefined;
  readonly graph: { readonly baseUrl: string; readonly version: string };
  readonly webhookUrl: string | undefined;
  readonly sendCode: "SMS" | "VOICE" | undefined;
  /** Files whose contents are secrets. */
  readonly files: {
    readonly token: string;
    readonly verifyToken: string | undefined;
    readonly code: string | undefined;
    readonly pin: string | undefined;
  };
  readonly card: { readonly out: string; readonly size: "a6" | "a5"; readonly language: string | undefined };
}

const localFile = fileURLToPath(new URL("../../../../.careline/local.json", import.meta.url));

/** Reads the options; Fault("invalid") says in one line what is wrong. */
export function readOnboardArgs(argv: readonly string[], env: Env): OnboardArgs {
  const { values, positionals } = parse(argv);
  const local = values.local === true ? readLocal() : undefined;
  const secrets = local && join(local.data, "secrets");
  const command = positionals[0] ?? "walk";
  if ((command !== "walk" && command !== "card") || positionals.length > 1)
    throw misused("one command at most");
  const sendCode = oneOf("--send-code", values["send-code"], ["SMS", "VOICE"]);
  return {
    command: values.help === true ? "help" : command,
    check: values.check === true,
    clinicsFile: values.clinics ?? (local && join(local.data, "clinics.json")) ?? env["CLINICS_FILE"] ?? "",
    tenant: values.tenant ?? local?.tenantId,
    graph: {
      baseUrl:
        values["graph-url"] ?? local?.emulator ?? env["WHATSAPP_GRAPH_URL"] ?? "https://graph.facebook.com",
      version: values["graph-version"] ?? env["WHATSAPP_GRAPH_VERSION"] ?? "v26.0",
    },
    webhookUrl: values["webhook-url"] ?? (local && `${local.gateway}${local.webhookPath}`),
    sendCode,
    files: {
      token:
        values["token-file"] ??
        (secrets && join(secrets, "access-token")) ??
        env["WHATSAPP_ACCESS_TOKEN_FILE"] ??
        "",
      verifyToken:
        values["verify-token-file"] ??
        (secrets && join(secrets, "verify-token")) ??
        env["WHATSAPP_VERIFY_TOKEN_FILE"],
      code: values["code-file"],
      pin: values["pin-file"],
    },
    card: {
      out: values.out ?? "card.html",
      size: oneOf("--size", values.size, ["a6", "a5"]) ?? "a6",
      language: values.language,
    },
  };
}

/** The contents of a file that holds a secret. */
export function secretIn(option: string, path: string): string {
  if (path === "") throw misused(`${option} is missing`);
  try {
    return readFileSync(path, "utf8").trim();
  } catch (cause) {
    throw new Fault("invalid", `${option}: names a file that cannot be read`, { cause });
  }
}

function readLocal(): LocalFile {
  try {
    return JSON.parse(readFileSync(localFile, "utf8")) as LocalFile;
  } catch (cause) {
    throw new Fault("invalid", "--local: no house runs; start one with npm start", { cause });
  }
}

function oneOf<const Word extends string>(option: string, value: string | undefined, words: readonly Word[]) {
  const word = words.find((each) => each === value);
  if (value !== undefined && word === undefined) throw misused(`${option} takes ${words.join(" or ")}`);
  return word;
}

function misused(what: string, cause?: unknown): Fault {
  return new Fault("invalid", `${what}\n\n${usage}`, { cause });
}

function parse(argv: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        ...{ check: flag, local: flag, help: flag, clinics: text, tenant: text, "token-file": text },
        ...{ "graph-url": text, "graph-version": text, "webhook-url": text, "verify-token-file": text },
        ...{ "send-code": text, "code-file": text, "pin-file": text, out: text, size: text, language: text },
      },
    });
  } catch (cause) {
    throw misused(cause instanceof Error ? cause.message : "wrong options", cause);
  }
}
