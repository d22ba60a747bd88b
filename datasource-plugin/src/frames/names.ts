/** Somebody or something that an answer names. */
export interface Named {
  id: number | string;
  name: string | null;
}

/** What a subject is called in frames; null when a row has none. */
export const shownName = (named: Named | null): string | null =>
  named === null ? null : (named.name ?? `#${named.id}`);

/**
 * A name for each subject, no two the same: Grafana's tables and overrides know a field by its name alone. Subjects that
 * share a name get their id behind it. `taken` are names that other fields have.
 */
export function distinctNames(subjects: readonly Named[], taken: readonly string[] = []): string[] {
  const bearers = new Map<string, number>(taken.map((name) => [name, 1]));
  const plain = subjects.map((subject) => shownName(subject) ?? '');
  for (const name of plain) bearers.set(name, (bearers.get(name) ?? 0) + 1);
  const used = new Set(taken);
  return subjects.map(({ id }, index) => {
    let name = plain[index] ?? '';
    if (name === '' || (bearers.get(name) ?? 0) > 1) name = `${name} (${id})`.trim();
    while (used.has(name)) name = `${name} (${id})`;
    used.add(name);
    return name;
  });
}
