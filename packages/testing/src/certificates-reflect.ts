// The X.509 library finds its algorithms through a container that asks for decorator metadata. It keeps none with us,
// so three functions stand in for the polyfill it names. Imported before the library.
const kept = new WeakMap<object, Map<unknown, unknown>>();
const read = (key: unknown, target: object) => kept.get(target)?.get(key);

Object.assign(Reflect, {
  defineMetadata: (key: unknown, value: unknown, target: object) =>
    kept.set(target, new Map(kept.get(target)).set(key, value)),
  getMetadata: read,
  getOwnMetadata: read,
});
