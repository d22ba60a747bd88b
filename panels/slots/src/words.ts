import { t } from '@hubscope/panel-kit/format/t.ts';
import { localNumber } from '@hubscope/panel-kit/format/language.ts';
import type { Judgement } from '@hubscope/panel-kit/theme/colours.ts';
import type { Slot } from './reading.ts';

export const percentText = (share: number): string =>
  localNumber(share, { style: 'percent', maximumFractionDigits: 0 });

/** Used of limit; of what has none, used alone. */
export function slotsText({ used, limit }: Pick<Slot, 'used' | 'limit'>): string {
  const shown = used === null ? '?' : localNumber(used);
  return limit === null ? shown : `${shown} / ${localNumber(limit)}`;
}

/** Tokens of today, as `142M` or `1.42亿`. */
export const volumeText = (tokens: number): string =>
  volume(localNumber(tokens, { notation: 'compact', maximumSignificantDigits: 3 }));
const volume = (tokens: string) => t('slots.volume.tokens', '{{tokens}} tok', { tokens });

/** What the colour of a level says; nothing while there is room enough. */
export function levelWord(judgement: Judgement, ratio: number | null): string {
  if (judgement !== 'neutral' && (ratio ?? 0) >= 1) return t('slots.level.full', 'full');
  if (judgement === 'critical') return t('slots.level.critical', 'almost full');
  return judgement === 'warning' ? t('slots.level.warning', 'filling up') : '';
}

/** What a bar says to those who hear it. */
export function spokenOf({ name, used, limit, ratio, judgement }: Slot): string {
  if (used === null) return t('slots.spoken.unknown', '{{name}}: not known', { name });
  if (limit === null)
    return t('slots.spoken.unlimited', '{{name}}: {{used}} slots in use, unlimited', {
      name,
      used,
    });
  const level = levelWord(judgement, ratio);
  const share = percentText(ratio ?? 0);
  return level === ''
    ? t('slots.spoken.limited', '{{name}}: {{used}} of {{limit}} slots in use, {{share}}', {
        name,
        used,
        limit,
        share,
      })
    : t('slots.spoken.judged', '{{name}}: {{used}} of {{limit}} slots in use, {{share}}, {{level}}', {
        name,
        used,
        limit,
        share,
        level,
      });
}
