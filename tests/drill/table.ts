import type { Finding } from './watch.ts';

const got = ({ fault }: Finding) => (fault === undefined ? 'as expected' : `NOT: ${fault}`);

/** A finding, as soon as there is one. */
export const lineOf = (finding: Finding): string =>
  `${finding.fault === undefined ? '  ok' : 'FAIL'}  ${finding.scene}: ${finding.expected}${finding.fault === undefined ? '' : `: ${finding.fault}`} (${finding.seconds.toFixed(0)} s)`;

/** Chinese letters are as wide as two. */
const widthOf = (text: string) => text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0);

/** All findings in columns, and how many were not as expected. */
export function tableOf(findings: readonly Finding[], seconds: number): string {
  const rows = [
    ['scene', 'expected', 'seconds', 'got'],
    ...findings.map((finding, index) => [
      finding.scene === findings[index - 1]?.scene ? '' : finding.scene,
      finding.expected,
      finding.seconds.toFixed(0),
      got(finding),
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))))
      .join('  ')
      .trimEnd(),
  );
  const faults = findings.filter(({ fault }) => fault !== undefined).length;
  return [
    '',
    ...lines,
    '',
    `${findings.length - faults} as expected, ${faults} not, in ${seconds.toFixed(0)} s`,
  ].join('\n');
}
