import type { MethodDefinition } from "@grpc/grpc-js";

/** A message type as ts-proto writes it. */
interface Codec {
  encode(message: never): { finish(): Uint8Array };
  decode(input: Uint8Array): unknown;
}

interface Method {
  readonly name: string;
  readonly requestType: Codec;
  readonly requestStream: boolean;
  readonly responseType: Codec;
  readonly responseStream: boolean;
}

/** A service of a contract, as ts-proto's generic definitions describe it. */
export interface Definition {
  readonly name: string;
  readonly fullName: string;
  readonly methods: Readonly<Record<string, Method>>;
}

/** The names of a service's methods that take one request and give one response: all that we use. */
export type MethodName<D extends Definition> = {
  [Name in keyof D["methods"]]: D["methods"][Name] extends { requestStream: false; responseStream: false }
    ? Name
    : never;
}[keyof D["methods"]] &
  string;

type MessageOf<Type> = Type extends { decode(input: Uint8Array): infer Message } ? Message : never;

export type RequestOf<D extends Definition, Name extends MethodName<D>> = MessageOf<
  D["methods"][Name]["requestType"]
>;

export type ResponseOf<D extends Definition, Name extends MethodName<D>> = MessageOf<
  D["methods"][Name]["responseType"]
>;

export type Wire = MethodDefinition<unknown, unknown>;

/** The unary methods of a definition as grpc-js wants them, by name. */
export function wireOf(definition: Definition): ReadonlyMap<string, Wire> {
  const unary = Object.entries(definition.methods).filter(
    ([, method]) => !method.requestStream && !method.responseStream,
  );
  return new Map(unary.map(([name, method]) => [name, wire(definition, method)]));
}

function wire(definition: Definition, method: Method): Wire {
  return {
    path: `/${definition.fullName}/${method.name}`,
    requestStream: false,
    responseStream: false,
    requestSerialize: serialize(method.requestType),
    requestDeserialize: (bytes) => method.requestType.decode(bytes),
    responseSerialize: serialize(method.responseType),
    responseDeserialize: (bytes) => method.responseType.decode(bytes),
  };
}

function serialize(type: Codec): (message: unknown) => Buffer {
  return (message) => Buffer.from(type.encode(message as never).finish());
}
