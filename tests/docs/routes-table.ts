import { z } from 'zod';
import { questions } from '../../exporter/src/api/questions.ts';

/** A parameter as a reader would type it, words that it may have with it. */
function parameter([name, schema]: [string, unknown]): string {
  const json = z.toJSONSchema(schema as z.ZodType, { io: 'input' });
  const words = Array.isArray(json.enum) ? json.enum.map(String) : [];
  const shown = words.length === 0 || words.length > 8 ? '' : `=${words.join('\\|')}`;
  return `\`${name}${shown}\``;
}

/** Markdown table of the API's questions, from the schemas that check their parameters. */
export function routesTable(): string {
  const lines = questions.map(({ path, summary, parameters }) => {
    const names = Object.entries(parameters.shape).map(parameter).join(' ');
    return `| \`${path}\` | ${summary} | ${names} |`;
  });
  return ['| Below `/api/v1` | Answer | Parameters |', '| --- | --- | --- |', ...lines].join('\n');
}
