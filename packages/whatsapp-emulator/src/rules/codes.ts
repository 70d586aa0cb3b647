interface Code {
  readonly title: string;
  readonly httpStatus: number;
  /** Told later, by a `failed` status, after a send that was accepted. */
  readonly isLate?: true;
  readonly details?: string;
}

const codes: Readonly<Record<number, Code>> = {
  0: { title: "AuthException", httpStatus: 401 },
  1: { title: "API Unknown", httpStatus: 400 },
  2: { title: "API Service", httpStatus: 503 },
  3: { title: "API Method", httpStatus: 500 },
  4: { title: "API Too Many Calls", httpStatus: 400 },
  10: { title: "Permission Denied", httpStatus: 403 },
  33: { title: "Parameter value is not valid", httpStatus: 400 },
  100: { title: "Invalid parameter", httpStatus: 400 },
  104: { title: "An access token is required to request this resource.", httpStatus: 401 },
  190: { title: "Access token has expired", httpStatus: 401 },
  200: { title: "API Permission", httpStatus: 403 },
  368: { title: "Temporarily blocked for policies violations", httpStatus: 403 },
  80007: { title: "Rate limit issues", httpStatus: 400 },
  130403: { title: "Blocked user", httpStatus: 400, isLate: true },
  130429: { title: "Rate limit hit", httpStatus: 400 },
  130472: { title: "User's number is part of an experiment", httpStatus: 400, isLate: true },
  130497: { title: "Business account is restricted from messaging users in this country.", httpStatus: 403 },
  131000: { title: "Something went wrong", httpStatus: 500 },
  131005: { title: "Access denied", httpStatus: 403 },
  131008: { title: "Required parameter is missing", httpStatus: 400 },
  131009: { title: "Parameter value is not valid", httpStatus: 400 },
  131014: { title: "Media could not be fetched", httpStatus: 400, isLate: true },
  131016: { title: "Service unavailable", httpStatus: 500 },
  131021: { title: "Recipient cannot be sender", httpStatus: 400 },
  131026: {
    title: "Message undeliverable",
    httpStatus: 400,
    isLate: true,
    details: "Message Undeliverable.",
  },
  131030: { title: "Recipient phone number not in allowed list", httpStatus: 400 },
  131031: { title: "Business Account has been locked", httpStatus: 403 },
  131035: {
    title: "Webhook not delivered within retention",
    httpStatus: 400,
    isLate: true,
    details: "A webhook could not be delivered within the time that content is kept.",
  },
  131037: { title: "Display name approval needed", httpStatus: 400 },
  131042: { title: "Business eligibility payment issue", httpStatus: 400, isLate: true },
  131045: { title: "Incorrect certificate", httpStatus: 500 },
  131047: {
    title: "Re-engagement message",
    httpStatus: 400,
    isLate: true,
    details:
      "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
  },
  131048: { title: "Spam rate limit hit", httpStatus: 400, isLate: true },
  131049: {
    title: "This message was not delivered to maintain healthy ecosystem engagement.",
    httpStatus: 400,
    isLate: true,
  },
  131050: { title: "User has stopped marketing messages", httpStatus: 400, isLate: true },
  131051: { title: "Unsupported message type", httpStatus: 400 },
  131052: { title: "Media download error", httpStatus: 400, isLate: true },
  131053: { title: "Media upload error", httpStatus: 400, isLate: true },
  131056: { title: "(Business Account, Consumer Account) pair rate limit hit", httpStatus: 400 },
  131057: { title: "Account in maintenance mode", httpStatus: 500 },
  131059: { title: "Invalid paging cursor", httpStatus: 400 },
  131062: { title: "Not possible for a business-scoped user id", httpStatus: 400 },
  132000: { title: "Number of parameters does not match the expected number of params", httpStatus: 400 },
  132001: { title: "Template name does not exist in the translation", httpStatus: 404 },
  132005: { title: "Translated text too long", httpStatus: 400 },
  132007: { title: "Template content policy violated", httpStatus: 400 },
  132012: { title: "Parameter format does not match format in the created template", httpStatus: 400 },
  132015: { title: "Template is paused", httpStatus: 400 },
  132016: { title: "Template is disabled", httpStatus: 400 },
  132018: { title: "There was an issue with the parameters in your template", httpStatus: 400 },
  133004: { title: "Server Temporarily Unavailable", httpStatus: 503 },
  133005: { title: "Two-step verification PIN mismatch", httpStatus: 400 },
  133006: { title: "Phone number re-verification needed", httpStatus: 400 },
  133008: { title: "Too many two-step verification PIN guesses", httpStatus: 400 },
  133009: { title: "Two-step verification PIN guessed too fast", httpStatus: 400 },
  133010: { title: "Phone number not registered", httpStatus: 400 },
  133016: { title: "Too many registrations or deregistrations", httpStatus: 400 },
  135000: { title: "Generic user error", httpStatus: 400 },
  136024: { title: "Request code error", httpStatus: 400 },
  136025: { title: "Verify code error", httpStatus: 400 },
  137000: { title: "Identity key mismatch", httpStatus: 400, isLate: true },
  139100: { title: "Failed to block or unblock some users", httpStatus: 400 },
  139101: { title: "The block list is full", httpStatus: 400 },
  147001: { title: "The username is not allowed", httpStatus: 400 },
  147002: { title: "The username is not available", httpStatus: 400 },
};

export function codeOf(code: number): Code {
  return codes[code] ?? { title: "Something went wrong", httpStatus: 400 };
}
