const away =
  /^Mongo(ServerSelection|Network|NetworkTimeout|PoolCleared|PoolClearedOnNetwork|TopologyClosed)Error$/;
// What a socket says to a write after its other end was closed: the driver passes it on as it is.
const brokenSocket = ["EPIPE", "ECONNRESET"];
const labels = ["RetryableWriteError", "TransientTransactionError"];

/**
 * Is this how MongoDB's driver says that the server is away, or was for a moment? A handler may let that through: it heals
 * by itself, and is no bug of ours. Told by names and labels, because the bus knows no database.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (away.test(error.name)) return true;
  const { code, errorLabels, errorResponse } = error as {
    code?: unknown;
    errorLabels?: unknown;
    errorResponse?: unknown;
  };
  if (brokenSocket.includes(String(code))) return true;
  const isLabelled = Array.isArray(errorLabels) && labels.some((label) => errorLabels.includes(label));
  // A bulk write wraps what befell it.
  return isLabelled || isDatabaseAway(errorResponse);
}
