import type { Stack } from './stack.ts';
import type { Finding } from './watch.ts';

/** Whether each way of being told said, in the words of hubscope.tmpl, what the webhook was told. */
export function unsaid({ receiver }: Stack): Finding {
  const summaries = new Set(
    receiver.told
      .filter(({ alert }) => alert.status === 'firing')
      .map(({ alert }) => alert.annotations.summary ?? ''),
  );
  const ways = Object.entries(receiver.messages);
  const faults = ways.flatMap(([way, messages]) => {
    const all = messages.map(decoded).join('\n');
    return [...summaries]
      .filter((summary) => !all.includes(summary))
      .map((summary) => `${way} did not say "${summary}"`);
  });
  return {
    scene: 'words',
    expected: `${ways.map(([way]) => way.replace('_configs', '')).join(', ')} said all ${summaries.size} summaries`,
    fault: faults.length === 0 ? undefined : faults.join('; '),
    seconds: 0,
  };
}

/** Mail comes in quoted-printable. */
const decoded = (message: string) =>
  /quoted-printable/i.test(message)
    ? Buffer.from(
        message
          .replaceAll(/=\r?\n/g, '')
          .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString('utf8')
    : message;
