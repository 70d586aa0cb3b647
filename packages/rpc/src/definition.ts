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

export type Bytes = Buffer<ArrayBuffer>;

/** A unary method between words and bytes. grpc-js is given bytes only, so that what fails here is ours to name. */
export interface Wire {
  readonly path: string;
  encodeRequest(request: unknown): Bytes;
  /** Throws when the bytes are no request. */
  decodeRequest(bytes: Buffer): unknown;
  encodeResponse(response: unknown): Bytes;
  decodeResponse(bytes: Buffer): unknown;
}

/** The unary methods of a definition, by name. */
export function wireOf(definition: Definition): ReadonlyMap<string, Wire> {
  const unary = Object.entries(definition.methods).filter(
    ([, method]) => !method.requestStream && !method.responseStream,
  );
  return new Map(unary.map(([name, method]) => [name, wire(definition, method)]));
}

function wire({ fullName }: Definition, { name, requestType, responseType }: Method): Wire {
  return {
    path: `/${fullName}/${name}`,
    encodeRequest: (request) => encode(requestType, request),
    decodeRequest: (bytes) => requestType.decode(bytes),
    encodeResponse: (response) => encode(responseType, response),
    decodeResponse: (bytes) => responseType.decode(bytes),
  };
}

// The types of handlers and clients have seen to it that this is a message of the type.
function encode(type: Codec, message: unknown): Bytes {
  return Buffer.from(type.encode(message as never).finish());
}
