import { Fault } from "@careline/faults";
import {
  runningKafka,
  runningMongo,
  shareKafka,
  shareMongo,
  stopSharedKafka,
  stopSharedMongo,
  type SharedKafka,
  type SharedMongo,
} from "@careline/testing";
import { infra, type RealProgram } from "./infra-command.ts";

const kafkaLine = ({ brokers }: SharedKafka) => `KAFKA_BROKERS=${brokers.join(",")}`;
const mongoLine = ({ uri }: SharedMongo) => `MONGODB_URI=${uri}`;

const kafka: RealProgram = {
  name: "Kafka",
  running: () => runningKafka().then((found) => found && kafkaLine(found)),
  start: (port) => shareKafka("infra", port).then(kafkaLine),
  stop: () => stopSharedKafka(),
};

const mongo: RealProgram = {
  name: "MongoDB",
  running: () => runningMongo().then((found) => found && mongoLine(found)),
  start: (port) => shareMongo("infra", port).then(mongoLine),
  stop: () => stopSharedMongo(),
};

try {
  process.exitCode = await infra(process.argv.slice(2), [kafka, mongo], {
    out: console.log,
    note: console.error,
  });
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  console.error(error.message);
  process.exitCode = 64;
}
