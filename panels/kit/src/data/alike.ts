/** Whether two plain values say the same: answers bring new objects each time. */
export function alike(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const [first, second] = [Object.entries(one), other as Readonly<Record<string, unknown>>];
  return (
    first.length === Object.keys(second).length && first.every(([name, value]) => alike(value, second[name]))
  );
}
