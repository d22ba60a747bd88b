import type { Field, GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { displayOf, wholeText } from '@hubscope/panel-kit/format/figure.ts';
import type { Judgement } from '@hubscope/panel-kit/theme/colours.ts';
import type { Entry } from './entries.ts';

/** What a mark's colour says; its text says the same. */
export type Tone = Judgement | 'running';

/** What a row is up to, in a word or a number. */
export interface Mark {
  text: string;
  tone: Tone;
  /** In words, where the text is a sign. */
  spoken?: string;
}

/** The mark of a row. `field`: of the status, whose mappings may have words for it. */
export function markOf(
  { phase, numbers: { statusCode = null } }: Pick<Entry, 'phase' | 'numbers'>,
  field: Field | undefined,
  theme: GrafanaTheme2,
): Mark {
  switch (phase) {
    case 'running':
      return { text: '···', tone: 'running', spoken: t('activity.mark.running', 'In flight') };
    case 'ok':
    case 'failed':
      return { text: codeText(statusCode, field, theme), tone: toneOf(statusCode) };
    case 'ended':
      return { text: '—', tone: 'neutral', spoken: t('activity.mark.ended', 'Ended without a status') };
    case 'lost':
      return { text: t('activity.mark.lost', 'LOST'), tone: 'warning' };
    case 'INIT':
      return { text: t('activity.mark.init', 'INIT'), tone: 'warning' };
    case 'BUSY':
      return { text: t('activity.mark.busy', 'BUSY'), tone: 'good' };
    case 'IDLE':
      return { text: t('activity.mark.idle', 'IDLE'), tone: 'neutral' };
    case 'FAIL':
      return { text: t('activity.mark.fail', 'FAIL'), tone: 'critical' };
    case 'unknown':
      return { text: '?', tone: 'neutral', spoken: t('activity.mark.unknown', 'Not known') };
    case 'left':
      return { text: '?', tone: 'neutral', spoken: t('activity.mark.left', 'No longer told of') };
  }
}

const codeText = (code: number | null, field: Field | undefined, theme: GrafanaTheme2): string =>
  code === null ? '—' : field === undefined ? String(code) : wholeText(displayOf(field, code, theme)).trim();

/** What a status of HTTP means; below 200 and from 300 to 399 nothing went wrong, and nothing was answered. */
function toneOf(code: number | null): Tone {
  if (code === null || code < 200) return 'neutral';
  if (code >= 400) return 'critical';
  return code < 300 ? 'good' : 'neutral';
}
