import { run } from "@careline/runtime";
import { service } from "./service.ts";

await run(service);
