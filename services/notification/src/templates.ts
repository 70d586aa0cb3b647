import type { Clinics, Log } from "@careline/runtime";
import type { Store } from "@careline/store";
import type { Graph } from "@careline/whatsapp";
import type { TemplatePorts } from "./app/template-ports.ts";
import { graphTemplates } from "./outbound/graph-templates.ts";
import { mongoTemplates } from "./outbound/mongo-templates.ts";
import { readLibrary } from "./outbound/template-files.ts";

interface Needs {
  readonly store: Store;
  readonly graph: Graph;
  readonly clinics: Clinics;
  readonly log: Log;
  readonly now: () => Date;
}

/** The library, where its templates stand, and WhatsApp's own list of them. */
export function templatePorts({ store, graph, clinics, log, now }: Needs): TemplatePorts {
  const templates = mongoTemplates(store, readLibrary(), (tenantId, { name, language, state, reason }) =>
    log.error("a template may not be used as it was meant", {
      ...{ tenantId, key: `${name}/${language}`, state, reason },
    }),
  );
  return { templates, metaTemplates: graphTemplates(graph, clinics), now };
}
