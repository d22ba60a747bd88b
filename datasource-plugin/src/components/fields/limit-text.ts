/** Text as a number of rows: `undefined` for nothing, null for what is no whole number from 1 to the most. */
export function rowsOf(text: string, most: number): number | undefined | null {
  if (text === '') return undefined;
  const rows = Number(text);
  return /^\d+$/.test(text) && rows >= 1 && rows <= most ? rows : null;
}
