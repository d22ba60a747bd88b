import { stringify } from 'yaml';

/** YAML with a first line that says where it comes from, as Prettier would write it. */
export function generatedYaml(content: object, note: string): string {
  const body = stringify(content, {
    lineWidth: 0,
    singleQuote: true,
    blockQuote: 'literal',
    aliasDuplicateObjects: false,
  });
  return `# Made by \`npm run rules\` from alerting/: change that. ${note}\n${body}`;
}
