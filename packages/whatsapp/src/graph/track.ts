import type { Dispatcher } from "undici";

/** Knows of a request whether any of it may have been written to a connection. */
export interface Trace {
  wasWritten: boolean;
}

/** A dispatcher whose requests carry a trace as what is opaque to undici. */
export function traced(inner: Dispatcher): Dispatcher {
  return inner.compose((dispatch) => (options, handler) => {
    const { opaque: trace } = options as Dispatcher.RequestOptions<Trace>;
    return dispatch(options, {
      // undici calls it with a connection in hand, right before it writes.
      onRequestStart(controller, context) {
        if (trace) trace.wasWritten = true;
        handler.onRequestStart?.(controller, context);
      },
      onResponseStart: (...given) => handler.onResponseStart?.(...given),
      onResponseData: (...given) => handler.onResponseData?.(...given),
      onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
      onResponseError: (...given) => handler.onResponseError?.(...given),
    });
  });
}
