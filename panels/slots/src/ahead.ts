import { t } from '@hubscope/panel-kit/format/t.ts';
import { roughMinutes } from './forecast.ts';
import { percentText } from './words.ts';

/** What is left of the fleet, and until when: a text, and the part of it that stands out. */
export interface Ahead {
  text: string;
  strong: string;
}

/** Ways of saying it, the fullest first. `fullIn`: ms, null when the fleet is not filling. */
export function aheadOf(ratio: number | null, fullIn: number | null): Ahead[] {
  if (ratio === null) return [];
  const share = percentText(Math.max(0, 1 - ratio));
  if (fullIn === null) {
    return [
      {
        text: t('slots.fleet.capacityLeft', '{{share}} of all capacity left', { share }),
        strong: '',
      },
      { text: t('slots.fleet.left', '{{share}} left', { share }), strong: '' },
    ];
  }
  const time = t('slots.fleet.minutes', '{{minutes}} min', { minutes: roughMinutes(fullIn) });
  return [
    {
      text: t('slots.fleet.leftAndFullIn', '{{share}} left, full in about {{time}} at this rate', {
        share,
        time,
      }),
      strong: time,
    },
    { text: t('slots.fleet.fullIn', 'full in about {{time}}', { time }), strong: time },
  ];
}
