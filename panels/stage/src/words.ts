import { t } from '@hubscope/panel-kit/format/t.ts';
import { ageText } from '@hubscope/panel-kit/format/age.ts';
import { localNumber } from '@hubscope/panel-kit/format/language.ts';
import type { Judgement } from '@hubscope/panel-kit/theme/colours.ts';
import type { Currency, LedgerCopy, Light, LightState, Reading } from './reading.ts';

/** Stands before and behind what is emphasised in a sentence; seen by nobody. */
const MARK = '\u2063';

const strong = (text: string): string => MARK + text + MARK;

/** A sentence in pieces, every other one of which is emphasised. */
export const piecesOf = (sentence: string): string[] => sentence.split(MARK);

const percent = (share: number): string =>
  localNumber(Math.floor(share * 100) / 100, { style: 'percent', maximumFractionDigits: 0 });

const nameOf = (name: string): string =>
  ({
    postgres: t('stage.source.postgres', 'PostgreSQL'),
    redis: t('stage.source.redis', 'Redis'),
    ledger: t('stage.source.ledger', 'Ledger'),
  })[name] ?? name;

const differencesText = (count: number): string =>
  t('stage.differences', '', {
    count,
    defaultValue_one: '{{count}} difference',
    defaultValue_other: '{{count}} differences',
  });

/** What a light says: its source alone while all is well. */
export function lightText({ name, state, differences, loadRatio }: Light): string {
  const source = nameOf(name);
  const texts: Readonly<Record<LightState, () => string>> = {
    up: () => source,
    equal: () => t('stage.light.equal', 'Ledger equal'),
    down: () => t('stage.light.down', '{{source}} down', { source }),
    different: () =>
      t('stage.light.different', 'Ledger: {{differences}}', {
        differences: differencesText(differences ?? 0),
      }),
    loading: () => t('stage.light.loading', 'Ledger loading, {{share}}', { share: percent(loadRatio ?? 0) }),
    uncompared: () => t('stage.light.uncompared', 'Ledger not compared yet'),
    unknown: () => t('stage.light.unknown', '{{source}} unknown', { source }),
  };
  return texts[state]();
}

/** What a light means, for its colour and its shape. */
export const judgementOf = ({ state }: Light): Judgement =>
  (
    ({
      up: 'good',
      equal: 'good',
      down: 'critical',
      different: 'warning',
      loading: 'neutral',
      uncompared: 'neutral',
      unknown: 'neutral',
    }) as const
  )[state];

/** What is known of the age of figures where nothing says how old they are. */
export type Silence = 'waiting' | 'none' | 'ageless';

const silenceTexts = (): Readonly<Record<Silence, string>> => ({
  waiting: t('stage.age.waiting', 'waiting for data'),
  none: t('stage.age.none', 'no data'),
  ageless: t('stage.age.unknown', 'age unknown'),
});

/** How old the figures are, for people. */
export function freshnessText(seconds: number | null, silence: Silence, isOld: boolean): string {
  if (seconds === null) return silenceTexts()[silence];
  const age = ageText(seconds);
  return isOld
    ? t('stage.age.old', 'data is {{age}} old', { age })
    : t('stage.age.updated', 'updated {{age}} ago', { age });
}

/** Which zone the clock and "today" go by, and that it is not the gateway's where that is not known. */
export const zoneText = (zone: string, isGateways: boolean): string =>
  isGateways ? zone : t('stage.zone.browser', '{{zone}}, this browser’s', { zone });

export const todayText = (zone: string, isGateways: boolean): string =>
  isGateways
    ? t('stage.footer.today', 'Today in {{zone}}', { zone: strong(zone) })
    : t('stage.footer.browser', 'Times in {{zone}}, this browser’s zone', {
        zone: strong(zone),
      });

/** In what amounts are, and by which rate they were converted. */
export function currencyText({ code, rate }: Currency): string {
  if (rate === null) return t('stage.footer.amounts', 'Amounts in {{code}}', { code: strong(code) });
  const values = { code: strong(code), unit: code, rate: rate.perUsd, date: rate.date };
  return rate.date === null
    ? t('stage.footer.rateUndated', 'Amounts in {{code}}, 1 USD = {{rate}} {{unit}}', values)
    : t('stage.footer.rate', 'Amounts in {{code}}, 1 USD = {{rate}} {{unit}} on {{date}}', values);
}

/** How many rows the copy has, and whether it differed from the ledger. */
export function ledgerText({ isUsed, rows, differences }: LedgerCopy): string {
  if (!isUsed) return t('stage.footer.noCopy', 'Figures from PostgreSQL itself');
  if (rows === null) return t('stage.footer.rowsUnknown', 'Ledger rows unknown');
  const count = strong(localNumber(rows));
  return differences === null
    ? t('stage.footer.uncompared', 'Ledger {{rows}} rows, not compared yet', { rows: count })
    : t('stage.footer.ledger', 'Ledger {{rows}} rows, {{differences}}', {
        rows: count,
        differences: differencesText(differences),
      });
}

/** How people are called on this screen. */
export const namesText = (names: NonNullable<Reading['names']>): string =>
  ({
    real: t('stage.footer.real', 'Real names'),
    masked: t('stage.footer.masked', 'Names masked for this screen'),
    pseudonym: t('stage.footer.pseudonym', 'Pseudonyms instead of names'),
  })[names];
