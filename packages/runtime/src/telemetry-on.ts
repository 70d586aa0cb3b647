import { register } from "import-in-the-middle/register-hooks.mjs";
import { ProxyTracerProvider, trace } from "@opentelemetry/api";
import { GrpcInstrumentation } from "@opentelemetry/instrumentation-grpc";
import { HttpInstrumentation } from "@opentelemetry/instrumentation-http";
import { KafkaJsInstrumentation } from "@opentelemetry/instrumentation-kafkajs";
import { MongoDBInstrumentation } from "@opentelemetry/instrumentation-mongodb";
import { PinoInstrumentation } from "@opentelemetry/instrumentation-pino";
import { UndiciInstrumentation } from "@opentelemetry/instrumentation-undici";
import { NodeSDK } from "@opentelemetry/sdk-node";
import { onFlush } from "./flush-telemetry.ts";
import { guardedProvider } from "./span-guard.ts";

register({
  include: ["kafkajs", "@grpc/grpc-js", "mongodb", "pino", "http", "https", "node:http", "node:https"],
});

// By default the SDK tells a process's whole command line and its user.
process.env["OTEL_NODE_RESOURCE_DETECTORS"] ??= "env,host,serviceinstance";

const probes = new Set(["/live", "/ready"]);

const sdk = new NodeSDK({
  // Lines stay where they are written; they only get the trace's id.
  logRecordProcessors: [],
  instrumentations: [
    new HttpInstrumentation({ ignoreIncomingRequestHook: ({ url = "" }) => probes.has(url) }),
    new UndiciInstrumentation(),
    new GrpcInstrumentation({ ignoreGrpcMethods: ["Check"] }),
    new KafkaJsInstrumentation(),
    new MongoDBInstrumentation({ dbStatementSerializer: () => "" }),
    new PinoInstrumentation({ disableLogSending: true }),
  ],
});
sdk.start();

// All tracers are made through this provider, so nothing gets around the guard.
const provider = trace.getTracerProvider();
if (provider instanceof ProxyTracerProvider) provider.setDelegate(guardedProvider(provider.getDelegate()));

onFlush(() => sdk.shutdown());
