import type { Metrics } from '../exporter/parse-metrics.ts';

/** A sample of the live figures, line by line; what is unknown is shown as such. */
export function figures(metrics: Metrics): string[] {
  const figure = (name: string, digits = 0, factor = 1) => {
    const value = metrics.value(name);
    return value === undefined ? 'unknown' : (value * factor).toFixed(digits);
  };
  const sources = metrics.series('cch_up').map(({ labels, value }) => {
    return `${labels.source ?? ''} ${value === 1 ? 'up' : 'DOWN'}`;
  });
  const fullest = metrics
    .series('cch_provider_slot_utilization_ratio')
    .sort((a, b) => b.value - a.value)
    .slice(0, 3)
    .map(({ labels, value }) => `${labels.provider ?? ''} ${Math.round(100 * value)} %`);
  const open = metrics
    .series('cch_provider_circuit_state')
    .filter(({ labels, value }) => labels.state === 'open' && value === 1)
    .map(({ labels }) => labels.provider ?? '');
  const rows: [string, string][] = [
    ['sessions', figure('cch_concurrent_sessions')],
    ['in flight', figure('cch_inflight_requests')],
    ['requests/min', figure('cch_requests_per_minute')],
    ['today', `${figure('cch_today_requests')} requests, ${figure('cch_today_cost_usd', 2)} USD`],
    ['response', `${figure('cch_today_avg_response_seconds', 2)} s on average`],
    ['errors', `${figure('cch_today_error_ratio', 2, 100)} %`],
    ['fullest slots', fullest.length === 0 ? 'unknown' : fullest.join(', ')],
    ['open breakers', open.length === 0 ? 'none' : open.join(', ')],
    ['sources', sources.join(', ')],
  ];
  return rows.map(([name, value]) => `${name.padEnd(14)}${value}`);
}
