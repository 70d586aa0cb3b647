import { Aggregator, Query } from "mingo";
import type { Options } from "mingo/types";
import { isDoc, type Doc, type Value } from "../bson/value.ts";
import type { FilterContext } from "../filter/filter.ts";
import { Refusal } from "../refusal.ts";
import type { UpdateContext } from "../update/apply.ts";
import { docFromPlain, docToPlain, toPlain } from "./plain.ts";

/** Evaluates aggregation expressions by mingo, with the variables of one command. */
export class Expressions implements FilterContext, UpdateContext {
  readonly now: Date;
  readonly variables: Readonly<Record<string, unknown>>;

  constructor(now: Date, variables: Readonly<Record<string, unknown>> = {}) {
    this.now = now;
    this.variables = variables;
  }

  with(variables: Readonly<Record<string, unknown>>): Expressions {
    return new Expressions(this.now, { ...this.variables, ...variables });
  }

  get options(): Partial<Options> {
    return { scriptEnabled: false, variables: this.variables };
  }

  expression(expr: Value): (doc: Doc) => boolean {
    const query = guarded(() => new Query({ $expr: this.#plain(expr) }, this.options));
    return (doc) => guarded(() => query.test(docToPlain(doc)));
  }

  /** The value of an expression for a document, as mingo gives it. */
  evaluate(expr: Value, doc: Doc): unknown {
    const [result] = this.run([new Map([["$set", new Map([[evaluated, expr]])]])], [docToPlain(doc)]);
    return result?.[evaluated];
  }

  /** Runs stages that mingo knows over plain documents. */
  run(stages: readonly Doc[], docs: readonly Record<string, unknown>[]): Record<string, unknown>[] {
    const plain = stages.map((stage) => this.#plain(stage) as Record<string, unknown>);
    return guarded(() => new Aggregator(plain, this.options).run<Record<string, unknown>>([...docs]));
  }

  pipeline(stages: readonly Value[], doc: Doc): Doc {
    const known = stages.map((stage) => {
      const name = isDoc(stage) && stage.size === 1 ? stage.keys().next().value : undefined;
      if (!isDoc(stage) || name === undefined || !updateStages.has(name)) {
        throw new Refusal("InvalidOptions", `${name ?? "this"} is not allowed to be used within an update`);
      }
      return stage;
    });
    const [result] = this.run(known, [docToPlain(doc)]);
    return docFromPlain(result ?? {}, doc);
  }

  // `$$NOW` is one moment for a whole command, and the clock is ours.
  #plain(value: Value): unknown {
    return withNow(toPlain(value), this.now);
  }
}

const evaluated = "\u0001value";

const updateStages = new Set(["$set", "$addFields", "$unset", "$project", "$replaceRoot", "$replaceWith"]);

function withNow(plain: unknown, now: Date): unknown {
  if (plain === "$$NOW") return now;
  if (Array.isArray(plain)) return plain.map((item) => withNow(item, now));
  if (typeof plain !== "object" || plain === null || Object.getPrototypeOf(plain) !== Object.prototype)
    return plain;
  return Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [name, name === "$literal" ? value : withNow(value, now)]),
  );
}

/** What mingo does not know or cannot do is a refusal, not a fault of ours. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("BadValue", error instanceof Error ? error.message : "the expression failed");
  }
}
