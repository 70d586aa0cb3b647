export interface RealStack {
  readonly brokers: readonly string[];
  readonly mongoUri: string;
}

/** The real stack that KAFKA_BROKERS and MONGODB_URI name, or the one that `npm run infra` runs. */
export async function findReal(): Promise<RealStack | undefined> {
  const { KAFKA_BROKERS: brokers, MONGODB_URI: mongoUri } = process.env;
  if (brokers && mongoUri) return { brokers: brokers.split(","), mongoUri };
  // Loaded here only: it brings the tools for containers with it.
  const { runningKafka, runningMongo } = await import("@careline/testing");
  const [kafka, mongo] = await Promise.all([runningKafka(), runningMongo()]);
  return kafka === undefined || mongo === undefined
    ? undefined
    : { brokers: kafka.brokers, mongoUri: mongo.uri };
}
