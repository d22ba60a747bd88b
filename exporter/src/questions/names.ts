const collator = new Intl.Collator('en');

/** Order of names for people, the same on every machine. */
export function compareNames(one: string, other: string): number {
  return collator.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0);
}
