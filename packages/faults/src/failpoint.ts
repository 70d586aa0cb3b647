// `name` or `name:n`: where this process is to die, and at which passing of that place.
const [armed = "", nth = "1"] = (process.env["CHAOS_FAILPOINT"] ?? "").split(":");
let passed = 0;

/**
 * A place where a crash is interesting: before or after something durable. The chaos suite finds every call by its text
 * and has processes die there by `kill -9`; without `CHAOS_FAILPOINT` it does nothing. Production refuses the variable.
 */
export function failpoint(name: string): void {
  if (name !== armed) return;
  passed += 1;
  if (passed === Number(nth)) process.kill(process.pid, "SIGKILL");
}
