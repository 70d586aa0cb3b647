/** An error as webhooks tell of it. */
export interface ReportedError {
  readonly code: number;
  readonly title: string;
  readonly details: string;
}
