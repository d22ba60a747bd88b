import { getFieldDisplayName, type DataFrame, type Field, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { displayOf, wholeText } from '@hubscope/panel-kit/format/figure.ts';

/** A figure of a row as text; null when there is none. */
export function figureAt(field: Field, row: number, theme: GrafanaTheme2): string | null {
  const value: unknown = field.values[row];
  if (value !== null && value !== undefined) return wholeText(displayOf(field, value, theme)).trim();
  // What null means stands in the mappings of a field: no limit, for one.
  const said = field.config.mappings === undefined ? '' : wholeText(displayOf(field, value, theme)).trim();
  return said === '' ? null : said;
}

/** What a text beside the name says in its field's words. */
export function wordAt(field: Field, row: number, theme: GrafanaTheme2): string | null {
  const value: unknown = field.values[row];
  if (typeof value !== 'string' || value === '') return null;
  return field.config.mappings === undefined ? value : wholeText(displayOf(field, value, theme));
}

/** Figures whose own words are shorter than their labels. */
const named: Readonly<Record<string, (value: string) => string>> = {
  requests: (value: string) => t('leaderboard.unit.requests', '{{value}} req', { value }),
  tokens: (value: string) => t('leaderboard.unit.tokens', '{{value}} tok', { value }),
  cacheReadTokens: (value: string) => t('leaderboard.unit.cacheTokens', '{{value}} cached tok', { value }),
  avgTtft: (value: string) => t('leaderboard.unit.ttft', 'TTFT {{value}}', { value }),
  cacheHitRate: (value: string) => t('leaderboard.unit.hitRate', 'cache {{value}}', { value }),
  used: (value: string) => t('leaderboard.unit.used', '{{value}} used', { value }),
  limit: (value: string) => t('leaderboard.unit.limit', 'of {{value}}', { value }),
};

/** Units that say by themselves what is counted. */
const speaks = ({ config: { unit = '' } }: Field): boolean =>
  unit.startsWith('currency') || unit.startsWith('percent') || unit.startsWith('suffix:');

/** A figure that stands without a head above it, and says what it is. */
export function spokenFigure(field: Field, frame: DataFrame, value: string): string {
  const name = fieldKind(field.name);
  return named[name]?.(value) ?? (speaks(field) ? value : `${getFieldDisplayName(field, frame)} ${value}`);
}

/** Fields of milliseconds end in that. */
const fieldKind = (name: string): string => name.replace(/Ms$/, '');
