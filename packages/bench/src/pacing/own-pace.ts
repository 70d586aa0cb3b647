/** The pace that the sender keeps by its own rule. */
interface PaceModule {
  readonly pace: { readonly most: number; readonly withinMs: number };
}

// Services export nothing to packages; whoever measures them takes it from where it lies.
const path = new URL("../../../../services/notification/src/domain/pace.ts", import.meta.url).href;
export const { pace } = (await import(path)) as PaceModule;
