import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
} from "mongodb";

export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11_000;
}

export function hasLabel(error: unknown, label: string): boolean {
  return error instanceof MongoError && error.hasErrorLabel(label);
}

// What a socket says to a write after its other end was closed: the driver passes it on as it is.
const brokenSocket = ["EPIPE", "ECONNRESET"];

/** The server is away, goes away, or did not answer: what was asked may have been done. */
export function isAway(error: unknown): boolean {
  return (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    (error instanceof Error && "code" in error && brokenSocket.includes(String(error.code))) ||
    hasLabel(error, "RetryableWriteError") ||
    hasLabel(error, "RetryableError") ||
    // A bulk write wraps the line's error, and loses its labels.
    (error instanceof MongoBulkWriteError && isAway(error.errorResponse))
  );
}

/** The server has forgotten or ended the transaction. */
export function isEnded(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 251;
}
