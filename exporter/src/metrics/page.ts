import type { Answer } from '../answers.ts';
import type { Config } from '../config.ts';
import type { Directory, Provider } from '../gateway/directory.ts';
import type { Heartbeat } from '../heartbeat.ts';
import type { LedgerCounters } from '../questions/ledger-counters.ts';
import type { SubjectQuotas } from '../questions/quotas.ts';
import { version } from '../version.ts';
import type { Collected } from './collect.ts';
import { render, type FamilySamples, type Format, type RenderedLines, type Sample } from './exposition.ts';
import { families, type FamilyName } from './families.ts';
import { collectFolded, collectLedgerCounters } from './ledger-counters.ts';
import { collectLive } from './live.ts';
import { collectOverview } from './overview.ts';
import { measureProcess } from './own-process.ts';
import { collectProviderCircuits, collectProviderInfo, collectProviderSlots } from './providers.ts';
import { collectQuotas, everyQuota, mostQuotas } from './quotas.ts';
import { remembered } from './remembered.ts';
import { collectAttempts, collectGateway, collectLedger, collectSources } from './sources.ts';

/** The metrics page, made from the heartbeat's answers alone: no scrape asks the gateway anything. */
export interface MetricsPage {
  render: (format: Format) => Promise<string>;
  stop: () => void;
}

/** A page that was rendered this recently serves everyone who asks meanwhile, unless an answer came in since. */
const SHARED_FOR_MS = 200;

/** While nobody has asked for so long, nothing is rendered in advance. */
const ASKED_WITHIN_MS = 5 * 60_000;

/**
 * Makes the page; scrapes that come together share one rendering per format. What changes rarely, most of the page, is
 * rendered when it changes, so that a scrape renders little.
 */
export function createMetricsPage(config: Config, heartbeat: Heartbeat): MetricsPage {
  const ownProcess = measureProcess();
  const known: RenderedLines = new WeakMap();
  const familiesNow = collector(config, heartbeat);
  let askedAt = -Infinity;
  const stopListening = heartbeat.onBeat(() => {
    if (performance.now() - askedAt < ASKED_WITHIN_MS) void render(familiesNow(), 'text', known);
  });
  const shared = new Map<Format, { at: number; attempts: unknown[]; text: Promise<string> }>();
  const attemptsSoFar = () => Object.values(heartbeat.questions).map((question) => question.lastAttempt());
  const renderNow = async (format: Format) =>
    render([...familiesNow(), ...(await ownProcess.read())], format, known);
  return {
    render(format) {
      const at = performance.now();
      askedAt = at;
      const attempts = attemptsSoFar();
      const recent = shared.get(format);
      const holds =
        recent !== undefined &&
        at - recent.at < SHARED_FOR_MS &&
        recent.attempts.every((attempt, index) => attempt === attempts[index]);
      if (holds) return recent.text;
      const text = renderNow(format);
      shared.set(format, { at, attempts, text });
      return text;
    },
    stop: () => {
      stopListening();
      ownProcess.stop();
    },
  };
}

const valueOf = <T>(answer: Answer<T>) => (answer.quality === 'unknown' ? undefined : answer.value);

/** Gives all families that hold samples now, in the order of the table; the same lists of samples while they are the same. */
function collector(config: Config, heartbeat: Heartbeat): () => FamilySamples[] {
  const countersOf = remembered((counters: LedgerCounters | undefined, directory: Directory | undefined) =>
    counters === undefined ? {} : collectLedgerCounters(counters, directory),
  );
  const quotasOf = remembered(
    (
      ofProviders: SubjectQuotas[] | undefined,
      ofUsers: SubjectQuotas[] | undefined,
      ofKeys: SubjectQuotas[] | undefined,
      counters: LedgerCounters | undefined,
    ) => {
      const users = mostQuotas(ofUsers, config.seriesMax.user, counters?.series.users ?? []);
      const keys = mostQuotas(ofKeys, config.seriesMax.key, counters?.series.keys ?? []);
      const quotas = collectQuotas([everyQuota(ofProviders), users, keys]);
      return { quotas, leftOut: users.leftOut + keys.leftOut };
    },
  );
  return () => {
    const { questions } = heartbeat;
    const gateway = questions.gateway.answer();
    const directory = questions.gateway.latest()?.value.directory;
    const providers = directory?.providers ?? [];
    const answer = questions.ledgerCounters.answer();
    const counters = valueOf(answer);
    const { quotas, leftOut } = quotasOf(
      valueOf(questions.providerQuotas.answer()),
      valueOf(questions.userQuotas.answer()),
      valueOf(questions.keyQuotas.answer()),
      counters,
    );
    const alsoLeftOut = Object.fromEntries(Object.keys(quotas).map((family) => [family, leftOut]));
    const collected = withinCap(providers, config.seriesMax.provider, alsoLeftOut, {
      ...collectOverview(questions.overview.answer()),
      ...collectLive(questions.concurrentSessions.answer(), questions.inflightRequests.answer()),
      ...collectProviderSlots(questions.providerSlots.answer()),
      ...collectProviderInfo(gateway),
      ...collectProviderCircuits(questions.providerCircuits.answer()),
      ...quotas,
      ...collectSources(heartbeat),
      ...collectLedger(heartbeat),
      ...collectGateway(gateway),
      ...collectAttempts(heartbeat),
      cch_exporter_build_info: [{ labels: { version, node_version: process.version }, value: 1 }],
    });
    const folded = [...(collected.cch_exporter_series_folded ?? []), ...collectFolded(answer)];
    Object.assign(collected, countersOf(counters, directory), {
      cch_exporter_series_folded: folded,
    } satisfies Collected);
    return (Object.keys(families) as FamilyName[]).map((name) => {
      const { type, help } = families[name];
      return { name, type, help, samples: collected[name] ?? [] };
    });
  };
}

/**
 * Leaves out the series of providers beyond the cap, disabled ones and those tried last first, and says in
 * cch_exporter_series_folded how many, and what is left out already. Gauges of several providers cannot be added up
 * into an `other`.
 */
function withinCap(
  providers: readonly Provider[],
  most: number,
  alsoLeftOut: Readonly<Record<string, number>>,
  collected: Collected,
): Collected {
  const ordered = [...providers].sort((a, b) => Number(b.enabled) - Number(a.enabled));
  const beyond = new Set(ordered.slice(most).map(({ id }) => String(id)));
  const providerOf = ({ labels }: Sample) =>
    labels.provider_id ?? (labels.scope === 'provider' ? labels.id : undefined) ?? '';
  const folded: Sample[] = [];
  const capped: Collected = {};
  for (const [name, samples] of Object.entries(collected) as [FamilyName, Sample[]][]) {
    const kept = beyond.size === 0 ? samples : samples.filter((sample) => !beyond.has(providerOf(sample)));
    capped[name] = kept;
    const perProvider = samples.some((sample) => providerOf(sample) !== '');
    if (!perProvider && !(alsoLeftOut[name] ?? 0)) continue;
    const leftOut = samples.length - kept.length + (alsoLeftOut[name] ?? 0);
    folded.push({ labels: { family: name }, value: leftOut });
  }
  return { ...capped, cch_exporter_series_folded: folded };
}
