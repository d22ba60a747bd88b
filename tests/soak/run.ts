import { setTimeout as sleep } from 'node:timers/promises';
import { startAlertWatch, type Alarming } from './alert-watch.ts';
import { setting } from '../drill/compress.ts';
import { createRandom } from '../gateway/random.ts';
import { runVerify } from '../exporter/verify.ts';
import { beginning, nights, type Night } from './nights.ts';
import { events, leap, withoutOutcomes, type SoakEvent } from './events.ts';
import type { FakeClock, FakeTime } from './fake-clock.ts';
import { createFindings, type Findings } from './findings.ts';
import type { Outcome } from './report.ts';
import { growths, sampleOf, type Sample } from './resources.ts';
import { compareAtRest } from './still.ts';
import { observeLedger, prepareTruth } from './truth.ts';
import { startWatch } from './watch.ts';
import { startWorld, type World } from './world.ts';

/** An edge of a day is passed so long after the run gets there. */
const BEFORE_EDGE_MS = 8000;
/** By then the exporter has seen the new day. */
const AFTER_EDGE_MS = 4000;
const GLIDE_SECONDS = 6;
/** Rates over half an hour know for so long what was counted without outcomes. */
const REMEMBERED_MS = 1000 * setting.seconds('30m');
const EQUAL_WITHIN_MS = 600_000;
/** What a healthy process may grow by: its memory follows the ledger, which grows, too. */
const MOST_GROWTH = { share: 0.25, mb: 60, handles: 8 };
/** The gateway's upgrades, by the night that they come in. */
const upgrades = new Map([
  [0, 'early-ledger'],
  [1, 'current'],
] as const);

export interface SoakOptions {
  seed: number;
  minutes: number;
  fakeTime: FakeTime;
  clock: FakeClock;
  /** Gets one line for every event, with the time of the soak. */
  say: (text: string) => void;
}

/** Lives through nights until the minutes are over, and tells what held. Leaves nothing running. */
export async function soak({ seed, minutes, fakeTime, clock, say }: SoakOptions): Promise<Outcome> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const tell = (text: string) => {
    say(`${new Date().toISOString()}  ${text}`);
  };
  const findings = createFindings(tell);
  const random = createRandom(seed).fork('soak');
  clock.step(beginning - Date.now());
  const world = await startWorld(seed, fakeTime);
  await prepareTruth(world.stack.database);
  const watch = startWatch(world, findings);
  const alerts = await startAlertWatch(world, clock, findings);
  const samples: Sample[] = [];
  const played = new Map<string, number>();
  const passed: Night[] = [];
  const pile: SoakEvent[] = [];
  let isObserved = false;

  const nextEvent = (): SoakEvent => {
    if (pile.length === 0) pile.push(...shuffled(events, (most) => random.integer(0, most)));
    const index = pile.findIndex(({ needsLedger }) => isObserved || needsLedger !== true);
    return pile.splice(index, 1)[0] ?? nextEvent();
  };
  const play = async (name: string, alarming: Alarming, event: () => Promise<void>) => {
    tell(name);
    played.set(name, (played.get(name) ?? 0) + 1);
    const end = alerts.begin(name, alarming);
    await event();
    const isWell = await world.untilWell().then(
      () => true,
      () => false,
    );
    end();
    findings.check('well again', isWell, () => `not after: ${name}`);
    tell(`  well again, ${name}`);
  };
  try {
    await world.untilWell();
    const outcomesKnown = alerts.begin('a gateway without outcomes', withoutOutcomes);
    tell(`everything is well, ${Math.round(seconds())} s after the start`);
    for (const night of nights()) {
      if (seconds() > minutes * 60) break;
      const arrived = alerts.begin('hours pass in seconds', leap);
      await clock.glide(night.at - BEFORE_EDGE_MS, GLIDE_SECONDS);
      arrived();
      tell(`night: ${night.name}`);
      const edgePassed = sleep(BEFORE_EDGE_MS + AFTER_EDGE_MS);
      const event = nextEvent();
      await play(event.name, event, async () => {
        await event.play(world, clock, random);
        await edgePassed;
      });
      const to = upgrades.get(passed.length as 0 | 1);
      if (to !== undefined) {
        await play(`gateway upgraded to ${to}`, {}, async () => {
          await world.upgradeGateway(to);
          await sleep(AFTER_EDGE_MS);
        });
        if (to === 'current') void sleep(REMEMBERED_MS).then(outcomesKnown);
        if (!isObserved) {
          await observeLedger(world.stack.database);
          watch.observe();
          isObserved = true;
        }
      }
      await compareAtRest(world, findings, watch, isObserved);
      samples.push(sampleOf(world.exporter().pid, seconds()));
      passed.push(night);
    }
    await verifyCopy(world, findings, tell);
    const log = world.logs().join('\n');
    findings.check(
      'no secret',
      !/SECRET|role-password|redis-password|a-token-for|\bat \w+ \(/.test(log),
      () => 'see the log',
    );
    const found = growths(samples);
    judgeGrowths(found, findings);
    return {
      seed,
      minutes,
      from: new Date(beginning).toISOString(),
      to: new Date().toISOString(),
      date: '',
      requests: world.requests(),
      events: played,
      nights: passed.map(({ name }) => name),
      answers: watch.answers,
      alerts: alerts.told,
      growths: found,
      findings,
    };
  } finally {
    await alerts.stop();
    await watch.stop();
    await world.stop();
  }
}

async function verifyCopy(world: World, findings: Findings, tell: (text: string) => void): Promise<void> {
  await world.gateway().pause();
  // A leap of the clock hides writes just before it from all but the whole comparison, which takes a step a minute.
  const until = performance.now() + EQUAL_WITHIN_MS;
  let result = await runVerify(world.exporter().url, world.environment);
  while (result.code !== 0 && performance.now() < until) {
    await sleep(10_000);
    result = await runVerify(world.exporter().url, world.environment);
  }
  const lines = result.output.trimEnd().split('\n');
  tell(`npm run verify: ${String(lines.at(-1))}`);
  findings.check('equality', result.code === 0, () =>
    lines.filter((line) => !line.endsWith(' equal')).join('; '),
  );
}

function judgeGrowths(found: Outcome['growths'], findings: Findings): void {
  for (const { pid, residentMb, handles } of found) {
    const [early, late] = residentMb;
    findings.check('memory', late <= early * (1 + MOST_GROWTH.share) + MOST_GROWTH.mb, () => {
      return `process ${pid} grew from ${early} to ${late} MB`;
    });
    findings.check('handles', handles[1] <= handles[0] + MOST_GROWTH.handles, () => {
      return `process ${pid} had ${handles.join(', then ')} handles`;
    });
  }
}

function shuffled<T>(items: readonly T[], integer: (most: number) => number): T[] {
  const rest = [...items];
  for (let index = rest.length - 1; index > 0; index -= 1) {
    const other = integer(index);
    [rest[index], rest[other]] = [rest[other] as T, rest[index] as T];
  }
  return rest;
}
