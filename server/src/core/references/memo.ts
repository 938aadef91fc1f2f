/** Computes a value once per object, which never changes. What else it is computed from has to belong to the object. */
export function perObject<K extends object, A extends unknown[], T>(
  compute: (key: K, ...rest: A) => T,
): (key: K, ...rest: A) => T {
  const known = new WeakMap<K, { readonly value: T }>();
  return (key, ...rest) => {
    let entry = known.get(key);
    if (!entry) known.set(key, (entry = { value: compute(key, ...rest) }));
    return entry.value;
  };
}
