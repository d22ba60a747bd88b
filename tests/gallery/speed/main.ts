import { cpus, loadavg } from 'node:os';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildGallery } from '../../../panels/gallery/build.ts';
import { serveGallery } from '../../../panels/gallery/serve.ts';
import { createTemporaryFolder } from '../../servers/temporary-folder.ts';
import { repositoryRoot } from '../../setup/repository-root.ts';
import { growthOf, passDay } from './day.ts';
import { openWall } from './page.ts';
import { countFrames, prepare, rest, tickFrom, trace } from './ticks.ts';

const DAY = 43_200;

const usage = `Usage: npm run gallery:speed -- [--ticks N]

Draws all panels on one page of 1920x1080, and measures what a tick of 2 s costs, how smoothly they move, and whether
memory stays the same over a day. Prints one table, writes tests/gallery/SPEED.md, and ends with 1 when a bar is missed.
  --ticks N  ticks of the day (default ${DAY})
`;

const { values } = parseArgs({
  options: { ticks: { type: 'string', default: String(DAY) }, help: { type: 'boolean' } },
});
const ticks = Number(values.ticks);
if (values.help === true) {
  process.stdout.write(usage);
} else if (!Number.isInteger(ticks) || ticks < 1) {
  process.stderr.write('gallery:speed: --ticks is not a whole number above 0, for example --ticks 2000\n');
  process.exitCode = 2;
} else {
  await measure();
}

async function measure(): Promise<void> {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const folder = createTemporaryFolder('speed');
  await buildGallery('12', folder.path);
  const server = await serveGallery(folder.path);
  const [load = 0] = loadavg();
  const { browser, page } = await openWall(server.address);
  try {
    // What is compiled and measured once is no part of a tick.
    await tickFrom(page, 1, 10);
    say('measuring ticks');
    const atRest = await trace(page, 10, () => rest(page, 10));
    await prepare(page, 11, 30);
    const ticking = await trace(page, 30, () => tickFrom(page, 11, 30));
    say('counting frames');
    await prepare(page, 41, 20);
    const frames = await countFrames(page, 41, 20);
    const version = browser.version();
    const day = await passDay(page, ticks, (share) => {
      say(`${Math.round(share * 100)} % of the day`);
    });
    const lines = [
      line(
        'main thread, for a tick and what moves after it',
        'ms',
        ticking.spent - atRest.spent,
        'below',
        50,
      ),
      line(
        'main thread at rest: clocks and the particle field',
        '% of a core',
        atRest.spent / 20,
        'below',
        3,
      ),
      line('longest task', 'ms', ticking.longest, 'below', 50),
      line('frames while rows glide and digits roll', 'per second', frames.rate, 'above', 58),
      line(
        'memory at the end of the day, against its second quarter',
        '%',
        growthOf(day.heap) * 100,
        'below',
        5,
      ),
      line('nodes of the document, the same', '%', growthOf(day.nodes) * 100, 'below', 5),
      line('listeners, the same', '%', growthOf(day.listeners) * 100, 'below', 5),
    ];
    const text = [
      '# Speed of the panels',
      '',
      `${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Chromium ${version} without a graphics card, React 18. Made by \`npm run gallery:speed\`.`,
      ...(load > 1
        ? [
            '',
            `The machine was not quiet: others kept ${load.toFixed(1)} of its cores asked for. Times of the main thread are the processor's, which others lengthen less; frames suffer from them.`,
          ]
        : []),
      '',
      'All six panels, twelve of them on one page of 1920x1080 as on the wall, take an answer every 2 s: JSON is read, made into frames by the data source, and drawn.',
      '',
      '| what | unit | measured | bar | |',
      '|---|---|---|---|---|',
      ...lines.map(({ text: row }) => row),
      '',
      `Over ${ticks} of the ${DAY} ticks of a day, ${(ticks / 1800).toFixed(1)} hours: ${day.heap.map((each) => each.toFixed(1)).join(', ')} MB.`,
      `The longest task by the clock took ${ticking.longestByClock.toFixed(0)} ms; the slowest twentieth of moves had ${frames.slow.toFixed(0)} frames a second.`,
      '',
    ].join('\n');
    process.stdout.write(text);
    writeFileSync(join(repositoryRoot, 'tests/gallery/SPEED.md'), text);
    if (lines.some(({ kept }) => !kept)) process.exitCode = 1;
  } finally {
    await browser.close();
    await server.close();
    folder.remove();
  }
}

function line(what: string, unit: string, measured: number, side: 'below' | 'above', bar: number) {
  const kept = side === 'below' ? measured < bar : measured > bar;
  const text = `| ${what} | ${unit} | ${measured.toFixed(1)} | ${side} ${bar} | ${kept ? 'kept' : 'missed'} |`;
  return { kept, text };
}
