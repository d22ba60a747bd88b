import { getFieldDisplayName, type DataFrame, type Field, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { displayOf, wholeText } from '@hubscope/panel-kit/format/figure.ts';
import { phrase } from '@hubscope/panel-kit/format/phrase.ts';
import { verbatim } from '@hubscope/panel-kit/format/verbatim.ts';

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
  requests: phrase((value) => t('leaderboard.unit.requests', '{{value}} req', { value, ...verbatim })),
  tokens: phrase((value) => t('leaderboard.unit.tokens', '{{value}} tok', { value, ...verbatim })),
  cacheReadTokens: phrase((value) =>
    t('leaderboard.unit.cacheTokens', '{{value}} cached tok', { value, ...verbatim }),
  ),
  avgTtft: phrase((value) => t('leaderboard.unit.ttft', 'TTFT {{value}}', { value, ...verbatim })),
  cacheHitRate: phrase((value) => t('leaderboard.unit.hitRate', 'cache {{value}}', { value, ...verbatim })),
  used: phrase((value) => t('leaderboard.unit.used', '{{value}} used', { value, ...verbatim })),
  limit: phrase((value) => t('leaderboard.unit.limit', 'of {{value}}', { value, ...verbatim })),
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
