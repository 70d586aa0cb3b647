// Loaded before a program: `node --import @careline/runtime/telemetry src/main.ts`. Without a collector nothing is loaded.
if (process.env["OTEL_EXPORTER_OTLP_ENDPOINT"]) await import("./telemetry-on.ts");
