import * as grpc from "@grpc/grpc-js";
import type { Codec } from "@careline/contracts";

interface Method {
  readonly name: string;
  readonly requestType: Codec<unknown>;
  readonly responseType: Codec<unknown>;
}
interface Contract {
  readonly name: string;
  readonly fullName: string;
  readonly methods: Readonly<Record<string, Method>>;
}

const definitionOf = ({ fullName, methods }: Contract): grpc.ServiceDefinition =>
  Object.fromEntries(
    Object.entries(methods).map(([key, { name, requestType, responseType }]) => [
      key,
      {
        path: `/${fullName}/${name}`,
        requestStream: false,
        responseStream: false,
        requestSerialize: (value: unknown) => Buffer.from(requestType.encode(value).finish()),
        requestDeserialize: (bytes: Buffer) => requestType.decode(bytes),
        responseSerialize: (value: unknown) => Buffer.from(responseType.encode(value).finish()),
        responseDeserialize: (bytes: Buffer) => responseType.decode(bytes),
      },
    ]),
  );

type Handler = (request: never) => Promise<object>;

export function serveGrpc(contract: Contract, port: number, methods: Record<string, Handler>): Promise<void> {
  const server = new grpc.Server();
  for (const [name, method] of Object.entries(definitionOf(contract)))
    server.register(
      method.path,
      ({ request }: grpc.ServerUnaryCall<unknown, object>, done: grpc.sendUnaryData<object>) =>
        void methods[name]?.(request as never).then(done.bind(undefined, null), done),
      method.responseSerialize,
      method.requestDeserialize,
      "unary",
    );
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error) =>
    error === null ? resolve() : reject(error),
  );
  return promise;
}

export function grpcCaller(contract: Contract, port: number) {
  const Client = grpc.makeGenericClientConstructor(definitionOf(contract), contract.name);
  const client = new Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  return <Answer>(method: string, request: object): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const done = (error: Error | null, answer: Answer): void => (error ? reject(error) : resolve(answer));
      client[method]?.call(client, request, { deadline: Date.now() + 2_000 }, done);
    });
}
