import type { Allowed } from "./admit.ts";
import type { Call } from "./call.ts";
import {
  type Definition,
  type MethodName,
  type RequestOf,
  type ResponseOf,
  type Wire,
  wireOf,
} from "./definition.ts";

/** A method with what answers it and who may ask. */
export interface BoundMethod {
  readonly name: string;
  readonly wire: Wire;
  readonly allowed: Allowed;
  handle(request: unknown, call: Call): Promise<unknown>;
}

/** A service with its handlers, ready for `serve`. */
export interface Bound {
  readonly service: string;
  readonly methods: readonly BoundMethod[];
}

export type Handlers<D extends Definition> = {
  readonly [Name in MethodName<D>]: (request: RequestOf<D, Name>, call: Call) => Promise<ResponseOf<D, Name>>;
};

/** The services that may call: the same for all methods, or method by method. */
export type Allow<D extends Definition> =
  | readonly string[]
  | { readonly [Name in MethodName<D>]: readonly string[] };

/** Binds handlers to a contract. A method that is forgotten, or that names no callers, does not compile. */
export function handlers<D extends Definition>(
  definition: D,
  handle: Handlers<D>,
  { allow }: { readonly allow: Allow<D> },
): Bound {
  const byMethod = allow as readonly string[] | Readonly<Record<string, readonly string[]>>;
  const untyped = handle as Readonly<Record<string, BoundMethod["handle"]>>;
  const methods = [...wireOf(definition)].map(([name, wire]): BoundMethod => {
    const answer = untyped[name];
    if (answer === undefined) throw new Error(`${definition.name}.${name} has no handler`);
    return { name, wire, handle: answer, allowed: isList(byMethod) ? byMethod : (byMethod[name] ?? []) };
  });
  return { service: definition.fullName, methods };
}

function isList(
  allow: readonly string[] | Readonly<Record<string, readonly string[]>>,
): allow is readonly string[] {
  return Array.isArray(allow);
}
