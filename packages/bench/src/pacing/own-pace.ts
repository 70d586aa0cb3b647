/** What the sender knows of WhatsApp's limits. */
interface BudgetModule {
  readonly limits: { readonly standard: number; readonly high: number };
}

// Services export nothing to packages; whoever measures them takes it from where it lies.
const path = new URL("../../../../services/notification/src/domain/budget.ts", import.meta.url).href;
export const { limits: numberLimits } = (await import(path)) as BudgetModule;
