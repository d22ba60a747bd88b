/** Text of a template literal without the indentation of the code around it, and without empty lines at its ends. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n|\n\s*$/g, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent).trimEnd()).join('\n');
}

/** Every line of a text moved to the right. */
export const indented = (text: string, by: number): string => text.replaceAll(/^(?=.)/gm, ' '.repeat(by));

/** 0.144 is `14.4%`. */
export const percentage = (ratio: number): string => `${Number((100 * ratio).toPrecision(12))}%`;
