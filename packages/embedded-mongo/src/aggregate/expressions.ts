import { Aggregator } from "mingo/aggregator";
import { Query } from "mingo/query";
import type { Options } from "mingo/types";
import { isDoc, type Doc, type Value } from "../bson/value.ts";
import type { FilterContext } from "../filter/filter.ts";
import { Refusal } from "../refusal.ts";
import type { UpdateContext } from "../update/apply.ts";
import { calculates, operators, refusedName } from "./operators.ts";
import { docFromPlain, docToPlain, toPlain } from "./plain.ts";

type Plain = Record<string, unknown>;

/** Evaluates aggregation expressions by mingo, with the variables of one command. */
export class Expressions implements FilterContext, UpdateContext {
  readonly now: Date;
  readonly #variables: Readonly<Plain>;

  constructor(now: Date, variables: Readonly<Plain> = {}) {
    this.now = now;
    this.#variables = variables;
  }

  with(variables: Readonly<Plain>): Expressions {
    return new Expressions(this.now, { ...this.#variables, ...variables });
  }

  expression(expr: Value): (doc: Doc) => boolean {
    const plain = this.#plain(expr);
    const isExact = calculates(plain);
    const query = guarded(() => new Query({ $expr: plain }, this.#options()));
    return (doc) => guarded(() => query.test(docToPlain(doc, isExact)));
  }

  /** The values of named expressions for a document, as mingo gives them; what is missing is not there. */
  evaluate(named: Doc, doc: Doc): Plain {
    const [result] = this.run([new Map([["$replaceWith", named]])], [doc]);
    return result ?? {};
  }

  /** Refuses, by name, what nobody here knows, also where there is no document to try it on. */
  check(expr: Value): void {
    this.#plain(expr);
  }

  /** Runs stages that mingo knows. */
  run(stages: readonly Doc[], docs: readonly Doc[]): Plain[] {
    const plain = stages.map((stage) => this.#plain(stage) as Plain);
    const isExact = calculates(plain);
    return guarded(() => {
      const input = docs.map((doc) => docToPlain(doc, isExact));
      return new Aggregator(plain, this.#options()).run<Plain>(input);
    });
  }

  pipeline(stages: readonly Value[], doc: Doc): Doc {
    const known = stages.map((stage) => {
      const name = isDoc(stage) && stage.size === 1 ? stage.keys().next().value : undefined;
      if (!isDoc(stage) || name === undefined || !updateStages.has(name)) {
        throw new Refusal("InvalidOptions", `${name ?? "this"} is not allowed to be used within an update`);
      }
      return stage;
    });
    const [result] = this.run(known, [doc]);
    return docFromPlain(result ?? {}, doc);
  }

  // mingo itself asks for scripts inside $setWindowFields; what users write is looked through for them first.
  #options(): Partial<Options> {
    return { scriptEnabled: true, variables: this.#variables, context: operators };
  }

  // `$$NOW` is one moment for a whole command, and the clock is ours.
  #plain(value: Value): unknown {
    const plain = toPlain(value);
    const refused = refusedName(plain);
    if (refused !== undefined)
      throw new Refusal("InvalidPipelineOperator", `Unrecognized expression '${refused}'`);
    return withNow(plain, this.now);
  }
}

const updateStages = new Set(["$set", "$addFields", "$unset", "$project", "$replaceRoot", "$replaceWith"]);

function withNow(plain: unknown, now: Date): unknown {
  if (plain === "$$NOW") return now;
  if (Array.isArray(plain)) return plain.map((item) => withNow(item, now));
  if (typeof plain !== "object" || plain === null || Object.getPrototypeOf(plain) !== Object.prototype) {
    return plain;
  }
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
