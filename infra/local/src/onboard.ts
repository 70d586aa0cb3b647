import { Fault } from "@careline/faults";
import { type Clinic, readClinics } from "@careline/runtime";
import { graphClient } from "@careline/whatsapp";
import { writeCard } from "./card/write-card.ts";
import { type OnboardArgs, readOnboardArgs, secretIn, usage } from "./onboard/args.ts";
import { lineOf, onboarding, standingOf } from "./onboard/onboarding.ts";
import { walk } from "./onboard/step.ts";
import { readTemplates } from "./templates.ts";

try {
  process.exitCode = await onboard(readOnboardArgs(process.argv.slice(2), process.env));
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  console.error(`careline: ${error.message}`);
  process.exitCode = 64;
}

async function onboard(args: OnboardArgs): Promise<number> {
  if (args.command === "help") {
    console.log(usage);
    return 0;
  }
  const clinic = clinicOf(args);
  if (args.command === "card") {
    await writeCard(clinic, args.card);
    console.log(`careline: ${args.card.out} is written`);
    return 0;
  }
  return guide(clinic, args);
}

async function guide(
  clinic: Clinic,
  { check, files, graph: at, webhookUrl, sendCode }: OnboardArgs,
): Promise<number> {
  const given = (option: string, path: string | undefined) => path && secretIn(option, path);
  const graph = graphClient({ ...at, accessToken: secretIn("--token-file", files.token) });
  try {
    const steps = onboarding(graph, clinic, {
      number: { sendCode, code: given("--code-file", files.code), pin: given("--pin-file", files.pin) },
      webhook: { url: webhookUrl, verifyToken: given("--verify-token-file", files.verifyToken) },
      library: readTemplates(),
    });
    console.log(`\n${clinic.name} at ${at.baseUrl}\n`);
    const seen = await walk(steps, check, (each) => console.log(lineOf(each)));
    const count = seen.filter(({ found }) => found.kind === "done").length;
    console.log(`\n${count} of ${steps.length} done`);
    if (seen[0]?.found.kind === "done") console.log(await standingOf(graph, clinic));
    return count === steps.length ? 0 : 1;
  } finally {
    await graph.close();
  }
}

function clinicOf({ clinicsFile, tenant }: OnboardArgs): Clinic {
  if (clinicsFile === "") throw new Fault("invalid", "--clinics FILE is missing; --help tells more");
  const clinics = readClinics(clinicsFile);
  const [only, ...others] = clinics.all();
  if (tenant !== undefined) return clinics.of(tenant);
  if (only !== undefined && others.length === 0) return only;
  const names = clinics.all().map(({ tenantId }) => tenantId);
  throw new Fault("invalid", `--tenant is missing; there are ${names.join(", ")}`);
}
