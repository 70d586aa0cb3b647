export interface OutsideOptions {
  readonly gateway: { readonly host: string; readonly port: number; readonly path: string };
  readonly graphPort: number;
  readonly appSecret: string;
  readonly contacts: number;
  readonly clinics: number;
}

/** Closed: so many messages wait for their answers at any time. Open: so many arrive, whatever comes back. */
export type LoadWish = { readonly statuses: boolean } & (
  | { readonly kind: "closed"; readonly inFlight: number; readonly messages: number }
  | { readonly kind: "open"; readonly ratePerS: number; readonly seconds: number }
);

export interface LoadReport {
  readonly messages: number;
  readonly answered: number;
  /** Answers that nobody had asked for any more: said twice. */
  readonly surplus: number;
  /** Answers of another kind than the contact's next one: out of order, or wrong. */
  readonly wrong: number;
  /** Webhooks that were not answered by 200. */
  readonly refused: number;
  readonly statuses: number;
  readonly wallMs: number;
  /** From the moment a message was meant to be written until the Graph API had its answer; encoded. */
  readonly response: string;
  /** The same from the moment it was written. */
  readonly service: string;
  /** Until the gateway's 200. */
  readonly acknowledged: string;
  /** Of the generator itself. */
  readonly lateP99Ms: number;
  readonly backlogMost: number;
}

export interface Outside {
  readonly pid: number;
  load(wish: LoadWish): Promise<LoadReport>;
  stop(): void;
}
