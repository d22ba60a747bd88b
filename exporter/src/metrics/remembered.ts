/**
 * The same function, which gives its last result again while it is given the same values. They, and what it is made
 * of, may be replaced but never changed.
 */
export function remembered<Given extends readonly unknown[], Made>(
  make: (...given: Given) => Made,
): (...given: Given) => Made {
  let last: { given: Given; made: Made } | undefined;
  return (...given) => {
    if (last === undefined || given.some((value, index) => value !== last?.given[index])) {
      last = { given, made: make(...given) };
    }
    return last.made;
  };
}
