import type pg from 'pg';
import type { GatewayShape } from '../schema/shapes.ts';
import { insertRows, type NewRow } from './insert-rows.ts';
import { daysAgo } from './moments.ts';
import { providerTable, type ProviderSeed } from './provider-table.ts';

/** Begins every secret that the gateway must keep to itself; a leak test searches what it gets for this text. */
export const upstreamSecretMarker = 'UPSTREAM-SECRET-';

const groups: readonly NewRow[] = [
  { name: 'default', cost_multiplier: '1.0', description: null },
  { name: 'premium', cost_multiplier: '1.2', description: 'Dedicated capacity' },
  { name: 'codex', cost_multiplier: '0.9', description: null },
  { name: 'gemini', cost_multiplier: '1.0', description: null },
  { name: '研发', cost_multiplier: '0.85', description: '研发团队专用' },
];

/** Requests per minute for which the slots of the table of providers are enough. */
const tableServes = 60;

/**
 * The providers of a gateway with so many: the table as often as it takes, with a number from the second time on. More
 * traffic has more slots, or most of it would find no free provider and leave no row.
 */
function seedsOf(count: number, requestsPerMinute: number): ProviderSeed[] {
  const growth = Math.max(1, requestsPerMinute / tableServes);
  return Array.from({ length: count }, (_, index) => {
    const seed = providerTable[index % providerTable.length];
    if (seed === undefined) throw new RangeError('the table of providers is empty');
    const round = Math.floor(index / providerTable.length);
    return {
      ...seed,
      name: round === 0 ? seed.name : `${seed.name} #${round + 1}`,
      slots: seed.slots === null ? null : Math.ceil(seed.slots * growth),
    };
  });
}

/** Inserts groups, vendors, providers and their endpoints. */
export async function insertProviders(
  client: pg.ClientBase,
  shape: GatewayShape,
  count: number,
  requestsPerMinute: number,
): Promise<void> {
  const seeds = seedsOf(count, requestsPerMinute);
  await insertRows(client, shape, 'provider_groups', groups);
  const domains = [...new Set(seeds.map(({ vendor }) => vendor))];
  const vendorIds = await insertRows(client, shape, 'provider_vendors', domains.map(vendorRow));
  const vendorIdOf = (seed: ProviderSeed) => vendorIds[domains.indexOf(seed.vendor)];
  await insertRows(
    client,
    shape,
    'providers',
    seeds.map((seed, index) => providerRow(seed, index + 1, vendorIdOf(seed))),
  );
  const endpoints = new Map(seeds.map((seed) => [`${seed.vendor} ${seed.type} ${seed.url}`, seed]));
  const endpointIds = await insertRows(
    client,
    shape,
    'provider_endpoints',
    [...endpoints.values()].map((seed, index) => endpointRow(seed, index, vendorIdOf(seed))),
  );
  await insertRows(client, shape, 'provider_endpoint_probe_logs', endpointIds.flatMap(probeRows));
}

const vendorRow = (domain: string): NewRow => ({
  website_domain: domain,
  display_name: domain,
  website_url: `https://${domain}`,
});

function providerRow(seed: ProviderSeed, number: number, vendorId: number | undefined): NewRow {
  return {
    ...seed.quota,
    name: seed.name,
    url: seed.url,
    key: `${upstreamSecretMarker}KEY-${number}`,
    custom_headers: { 'x-upstream-token': `${upstreamSecretMarker}HEADER-${number}` },
    proxy_url:
      number % 3 === 0 ? `http://hub:${upstreamSecretMarker}PROXY-${number}@proxy.internal:3128` : null,
    provider_vendor_id: vendorId,
    provider_type: seed.type,
    is_enabled: seed.state !== 'disabled',
    deleted_at: seed.state === 'deleted' ? daysAgo(12) : null,
    weight: seed.weight,
    priority: seed.priority,
    cost_multiplier: seed.multiplier,
    group_tag: seed.groups,
    limit_concurrent_sessions: seed.slots,
    model_redirects: seed.redirects ?? null,
    created_at: daysAgo(380 - (number % 100)),
    updated_at: daysAgo(1),
  };
}

const endpointRow = (seed: ProviderSeed, index: number, vendorId: number | undefined): NewRow => ({
  vendor_id: vendorId,
  provider_type: seed.type,
  url: seed.url,
  label: seed.name,
  sort_order: index,
  is_enabled: seed.state !== 'disabled',
  last_probed_at: daysAgo(0),
  last_probe_ok: true,
  last_probe_status_code: 200,
  last_probe_latency_ms: 120 + 35 * index,
});

/** The last hour, one probe in ten minutes. */
const probeRows = (endpointId: number, index: number): NewRow[] =>
  Array.from({ length: 6 }, (_, probe) => {
    const ok = (index + probe) % 11 !== 10;
    return {
      endpoint_id: endpointId,
      source: 'scheduled',
      ok,
      status_code: ok ? 200 : 503,
      latency_ms: 120 + 35 * index + 9 * probe,
      error_type: ok ? null : 'http_5xx',
      created_at: daysAgo(probe / 144),
    };
  });
