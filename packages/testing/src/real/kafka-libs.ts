import { execFile } from "node:child_process";
import { mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Fault } from "@careline/faults";
import { alone, realHome } from "./home.ts";

export const kafkaVersion = "4.4.0";

const libs = join(realHome, "kafka-libs", kafkaVersion);
const run = promisify(execFile);

// Kafka speaks to the first generation of slf4j, and runs mute without its binding.
const artifacts = [
  `org.apache.kafka:kafka_2.13:${kafkaVersion}`,
  "org.apache.logging.log4j:log4j-slf4j-impl:2.25.5",
];

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
  if (!(await hasKafka()))
    await alone("kafka-libs", async () => {
      if (!(await hasKafka())) await bringJars(artifacts, libs);
    });
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

/**
 * Brings Java libraries, each `group:artifact:version`, and all that they need into a folder: whole or not at all.
 * Fault("unavailable") where Maven is missing or brings nothing.
 */
export async function bringJars(which: readonly string[], into: string): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "careline-jars-"));
  const draft = `${into}.${process.pid}`;
  await writeFile(join(dir, "pom.xml"), pomOf(which));
  const goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", `-DoutputDirectory=${draft}`];
  try {
    await run("mvn", ["-B", "-q", "-f", join(dir, "pom.xml"), ...goal]);
    await rename(draft, into);
  } catch (cause) {
    const wasFound = !(cause instanceof Error && "code" in cause && cause.code === "ENOENT");
    throw unavailable(wasFound ? "Maven could not bring Kafka" : "there is no mvn on the PATH", cause);
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(dir, { recursive: true, force: true });
  }
}

function pomOf(which: readonly string[]): string {
  const dependencies = which.map((one) => {
    const [group = "", artifact = "", version = ""] = one.split(":");
    return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>careline</groupId><artifactId>for-tests</artifactId><version>1</version>
  <dependencies>${dependencies.join("")}</dependencies>
</project>
`;
}

function unavailable(problem: string, cause?: unknown): Fault {
  const advice = "install a Java 17 runtime and Maven, or set KAFKA_BROKERS";
  return new Fault("unavailable", `${problem}; ${advice}`, { cause });
}
