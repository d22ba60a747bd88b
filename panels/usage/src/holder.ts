/** One value that changes outside of React, for what draws by itself, and for who wants to know. */
export interface Holder<Value> {
  get: () => Value;
  set: (value: Value) => void;
  subscribe: (changed: () => void) => () => void;
}

export function holderOf<Value>(first: Value): Holder<Value> {
  let held = first;
  const listeners = new Set<() => void>();
  return {
    get: () => held,
    set(value) {
      if (Object.is(held, value)) return;
      held = value;
      for (const listener of listeners) listener();
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => {
        listeners.delete(changed);
      };
    },
  };
}
