import { engineAnswers } from "./docker-engine.ts";

const image = "mongo:8";

/** A MongoDB in a container that all test files share, where a Docker engine answers at once and has or gets the image. */
export async function dockerMongo(): Promise<string | undefined> {
  if (!(await engineAnswers())) return undefined;
  const { GenericContainer, Wait } = await import("testcontainers");
  try {
    const container = await new GenericContainer(image)
      .withCommand(["--replSet", "rs0", "--bind_ip_all"])
      .withExposedPorts(27_017)
      .withWaitStrategy(Wait.forLogMessage(/Waiting for connections/))
      .withReuse()
      .start();
    const uri = `mongodb://${container.getHost()}:${container.getMappedPort(27_017)}/?directConnection=true`;
    await container.exec(["mongosh", "--quiet", "--eval", "try { rs.initiate() } catch {}"]);
    return uri;
  } catch {
    return undefined;
  }
}
