import { VARIABLES } from './config-variables.ts';
import type { Variable } from './config-variables.ts';

/** A bar would end the table cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');
const code = (text: string | undefined): string => (text === undefined ? '' : `\`${cell(text)}\``);

/** The README's table of environment variables, in Markdown without a line end. A star marks a secret. */
export function configTable(): string {
  const rows = Object.entries<Variable>(VARIABLES).map(
    ([name, { meaning, default: standard, example, secret }]) =>
      `| \`${name}\`${secret ? ' \\*' : ''} | ${cell(meaning)} | ${code(standard)} | ${code(example)} |`,
  );
  return ['| Variable | Meaning | Default | Example |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
