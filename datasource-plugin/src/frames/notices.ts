import { t } from '@hubscope/panel-kit/format/t.ts';
import type { Answer, Part } from '@hubscope/exporter/contract';
import type { Money } from '../figures/index.ts';
import type { RowFilter } from '../types/query.ts';
import type { Notice } from './frame.ts';

const info = (text: string): Notice => ({ severity: 'info', text });

/** An age as people say it, in one unit. */
function ageText(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const hours = Math.round(seconds / 3600);
  if (seconds < 120) {
    return t('frames.age.seconds', '', {
      count: Math.round(seconds),
      defaultValue_one: '{{count}} second',
      defaultValue_other: '{{count}} seconds',
    });
  }
  if (minutes < 120) {
    return t('frames.age.minutes', '', {
      count: minutes,
      defaultValue_one: '{{count}} minute',
      defaultValue_other: '{{count}} minutes',
    });
  }
  if (hours < 48) {
    return t('frames.age.hours', '', {
      count: hours,
      defaultValue_one: '{{count}} hour',
      defaultValue_other: '{{count}} hours',
    });
  }
  return t('frames.age.days', '', {
    count: Math.round(seconds / 86_400),
    defaultValue_one: '{{count}} day',
    defaultValue_other: '{{count}} days',
  });
}

const noReason = () => t('frames.notice.noReason', 'no reason is given');

/** What there is to say of an answer, or a part of it, that is not fresh. */
function qualityNotices({ quality, reason, ageSeconds }: Part<unknown>): Notice[] {
  if (quality === 'fresh') return [];
  const why = reason ?? noReason();
  if (quality === 'unknown') {
    const text = t('frames.notice.unknown', 'Not known: {{reason}}', { reason: why });
    return [{ severity: 'error', text }];
  }
  const text =
    ageSeconds === null
      ? t('frames.notice.staleAgeless', 'Not up to date: {{reason}}', { reason: why })
      : t('frames.notice.stale', 'As of {{age}} ago: {{reason}}', {
          age: ageText(ageSeconds),
          reason: why,
        });
  return [{ severity: 'warning', text }];
}

/** The same of one figure. */
export const figureNotices = (figure: string, part: Part<unknown>): Notice[] =>
  qualityNotices(part).map(({ text, ...notice }) => ({
    ...notice,
    text: t('frames.notice.ofFigure', '{{figure}}: {{notice}}', { figure, notice: text }),
  }));

/** At which rate amounts are converted. */
function rateNotices({ rate, code }: Money): Notice[] {
  if (rate === null) return [];
  const values = { rate: rate.perUsd, code, date: rate.date };
  return [
    info(
      rate.date === null
        ? t(
            'frames.notice.rateUndated',
            'Amounts are converted: 1 USD = {{rate}} {{code}}, a rate without a date',
            values,
          )
        : t(
            'frames.notice.rate',
            'Amounts are converted: 1 USD = {{rate}} {{code}}, the rate of {{date}}',
            values,
          ),
    ),
  ];
}

/** That names are not the real ones. */
export function nameNotices({ names }: Pick<Answer<unknown>, 'names'>): Notice[] {
  const texts = {
    real: () => [],
    masked: () => [info(t('frames.notice.masked', 'Names of users and keys are masked'))],
    pseudonym: () => [info(t('frames.notice.pseudonym', 'Users and keys have pseudonyms'))],
  };
  return texts[names]();
}

/** That a list was cut off. */
export const limitNotices = (shown: number, count: number): Notice[] =>
  shown >= count
    ? []
    : [
        info(
          t('frames.notice.limit', '{{shown}} of {{count}} shown', {
            shown,
            count: count.toString(),
          }),
        ),
      ];

/** That a list was cut off, and the rest added up as one. */
export const foldNotices = (shown: number, count: number): Notice[] =>
  shown >= count
    ? []
    : [
        info(
          t('frames.notice.fold', '{{shown}} of {{count}} shown; the others are added up as one', {
            shown,
            count: count.toString(),
          }),
        ),
      ];

/** Where the viewer's own rows are that a limit cuts off. */
export const ownNotices = (ranks: readonly number[]): Notice[] =>
  ranks.length === 0
    ? []
    : [
        info(
          t('frames.notice.own', 'Your own rows beyond the limit are at the end: rank {{ranks}}', {
            ranks: ranks.join(', '),
          }),
        ),
      ];

/** That a filter cannot be understood, and nothing is shown. */
export const filterNotices = (broken: RowFilter | undefined): Notice[] =>
  broken === undefined
    ? []
    : [
        {
          severity: 'error',
          text: t(
            'frames.notice.filter',
            'Nothing is shown, because this filter cannot be understood: {{key}} {{operator}} {{value}}',
            {
              ...broken,
            },
          ),
        },
      ];

/** What a whole answer has to say. */
export const answerNotices = (answer: Answer<unknown>, money: Money | undefined): Notice[] => [
  ...qualityNotices(answer),
  ...(money === undefined ? [] : rateNotices(money)),
];
