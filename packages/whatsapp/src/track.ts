import type { Dispatcher } from "undici";

/** A dispatcher for one request that knows whether any of it may have been written to a connection. */
export function track(inner: Dispatcher): { readonly dispatcher: Dispatcher; wasWritten(): boolean } {
  let written = false;
  const dispatcher = inner.compose(
    (dispatch) => (options, handler) =>
      dispatch(options, {
        // undici calls it with a connection in hand, right before it writes.
        onRequestStart(controller, context) {
          written = true;
          handler.onRequestStart?.(controller, context);
        },
        onResponseStart: (...given) => handler.onResponseStart?.(...given),
        onResponseData: (...given) => handler.onResponseData?.(...given),
        onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
        onResponseError: (...given) => handler.onResponseError?.(...given),
      }),
  );
  return { dispatcher, wasWritten: () => written };
}
