import { execFile } from "node:child_process";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Fault } from "@careline/faults";
import { alone, realHome } from "./home.ts";

export const kafkaVersion = "4.4.0";

const libs = join(realHome, "kafka-libs", kafkaVersion);
const run = promisify(execFile);

// Kafka speaks to the first generation of slf4j, and runs mute without its binding.
const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>careline</groupId><artifactId>kafka-for-tests</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${kafkaVersion}</version></dependency>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>2.25.5</version></dependency>
  </dependencies>
</project>
`;

/** The folder with Kafka's jars, where they were brought before and a Java runtime is here to run them. */
export async function findKafka(): Promise<string | undefined> {
  return (await hasKafka()) && (await javaProblem()) === undefined ? libs : undefined;
}

/** May a test start brokers of its own to kill? Where Kafka was brought before, and where REQUIRE_REAL=1 brings it. */
export async function canStartKafka(): Promise<boolean> {
  return process.env["REQUIRE_REAL"] === "1" || (await findKafka()) !== undefined;
}

/** Finds Kafka's jars, or brings them by Maven into `.careline/real`: 45 jars, 45 MB. */
export async function bringKafka(): Promise<string> {
  const problem = await javaProblem();
  if (problem !== undefined) throw unavailable(problem);
  if (!(await hasKafka())) await alone("kafka-libs", async () => (await hasKafka()) || download());
  return libs;
}

/** The Java runtime that runs Kafka. */
export function java(): string {
  const home = process.env["JAVA_HOME"];
  return home ? join(home, "bin", "java") : "java";
}

async function hasKafka(): Promise<boolean> {
  const names = await readdir(libs).catch((): string[] => []);
  return names.includes(`kafka_2.13-${kafkaVersion}.jar`);
}

async function javaProblem(): Promise<string | undefined> {
  const answer = await run(java(), ["-version"]).catch(() => undefined);
  if (answer === undefined) return "there is no Java runtime here";
  const major = Number(/version "(\d+)/.exec(answer.stderr)?.[1] ?? 0);
  return major >= 17 ? undefined : `Kafka ${kafkaVersion} needs Java 17 or newer, here is ${major}`;
}

async function download(): Promise<true> {
  const dir = join(realHome, "kafka-download");
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "pom.xml"), pom);
  const into = join(dir, "libs");
  const goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", `-DoutputDirectory=${into}`];
  try {
    await run("mvn", ["-B", "-q", "-f", join(dir, "pom.xml"), ...goal]);
  } catch (cause) {
    const wasFound = !(cause instanceof Error && "code" in cause && cause.code === "ENOENT");
    throw unavailable(wasFound ? "Maven could not bring Kafka" : "there is no mvn on the PATH", cause);
  }
  await mkdir(join(libs, ".."), { recursive: true });
  await rename(into, libs);
  await rm(dir, { recursive: true, force: true });
  return true;
}

function unavailable(problem: string, cause?: unknown): Fault {
  const advice = "install a Java 17 runtime and Maven, or set KAFKA_BROKERS";
  return new Fault("unavailable", `${problem}; ${advice}`, { cause });
}
