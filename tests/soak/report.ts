import { cpus } from 'node:os';
import { claims, type Claim, type Findings } from './findings.ts';
import { COMPRESSION } from '../drill/compress.ts';
import type { Growth } from './resources.ts';

/** All that a run came to. */
export interface Outcome {
  seed: number;
  /** Real minutes. */
  minutes: number;
  /** ISO instants of the soak's own time. */
  from: string;
  to: string;
  /** ISO date of the machine's clock. */
  date: string;
  requests: number;
  events: ReadonlyMap<string, number>;
  nights: readonly string[];
  answers: Readonly<Record<string, number>>;
  /** Alerts that fired, and how often. */
  alerts: ReadonlyMap<string, number>;
  growths: readonly Growth[];
  findings: Findings;
}

const names = Object.keys(claims) as Claim[];

/** Whether everything that was tested held, and something was. */
export const isGreen = ({ findings }: Outcome): boolean =>
  names.every((name) => findings.of(name).failures.length === 0 && findings.of(name).checks > 0);

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) => [
  `| ${head.join(' | ')} |`,
  `| ${head.map(() => '---').join(' | ')} |`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
];

/** What held, for the terminal and for the report. */
export const claimsTable = ({ findings }: Outcome): string[] =>
  table(
    ['What was claimed', 'Looked at', 'Held'],
    names.map((name) => {
      const { checks, failures } = findings.of(name);
      const held =
        checks === 0 ? 'not tested' : failures.length === 0 ? 'yes' : `no, ${failures.length} times`;
      return [claims[name], `${checks} times`, held];
    }),
  );

/** The report of a run, as a page of docs/. */
export function reportPage(outcome: Outcome): string {
  const { seed, minutes, from, to, date, requests, events, nights, answers, alerts, growths, findings } =
    outcome;
  const processors = cpus();
  const failures = names.flatMap((name) => findings.of(name).failures.slice(0, 5));
  return [
    '# Soak',
    '',
    'A simulated gateway, its PostgreSQL and Redis, and the exporter live in a time of their own (libfaketime), which passes dull hours in seconds and the edges of days as they are; at every edge something fails. A Prometheus with the alert rules looks on.',
    `Written by \`npm run soak -- --minutes ${minutes} --seed ${seed} --report docs/soak.md\`: the seed decides people, traffic, and what fails when.`,
    '',
    `- Run on ${date} for ${minutes} minutes on ${processors.length} x ${processors[0]?.model ?? 'unknown'}, Node.js ${process.version}.`,
    `- Time lived through: ${from} to ${to}, zone America/New_York; ${nights.length} nights, ${requests} requests live, beside a history of 20 days.`,
    `- The gateway began before it had a ledger, and was upgraded in place twice.`,
    '',
    '## What held',
    '',
    ...claimsTable(outcome),
    '',
    ...(failures.length === 0 ? [] : ['What did not:', '', ...failures.map((failure) => `- ${failure}`), '']),
    '## What happened',
    '',
    ...table(
      ['Event', 'Times'],
      [...events].sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    '',
    `Nights: ${[...new Set(nights)].join(', ')}.`,
    '',
    `Answers of \`/api/v1/overview\`, asked once a second: ${Object.entries(answers)
      .map(([quality, count]) => `${count} ${quality}`)
      .join(', ')}.`,
    '',
    `Alerts that fired, in a Prometheus with the rules ${COMPRESSION} times faster: ${[...alerts].map(([title, times]) => `${title} ${times}`).join(', ') || 'none'}.`,
    '',
    '## Memory and handles',
    '',
    'Of every exporter process that lived long enough: medians of an early and of a late third of its life.',
    '',
    ...table(
      ['Process', 'Seconds', 'Memory, early (MB)', 'late', 'Open files and sockets, early', 'late'],
      growths.map(({ pid, seconds, residentMb, handles }) => [pid, seconds, ...residentMb, ...handles]),
    ),
    '',
  ].join('\n');
}
