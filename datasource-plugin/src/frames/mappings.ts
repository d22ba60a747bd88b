import { MappingType, SpecialValueMatch, type FieldConfig, type ValueMappingResult } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';

type Meaning = [text: string, color?: string];

/** Words, and their colours, of the values of a field. */
function words(meanings: Readonly<Record<string, Meaning>>): FieldConfig {
  const options = Object.fromEntries(
    Object.entries(meanings).map(([value, [text, color]], index): [string, ValueMappingResult] => [
      value,
      { text, index, ...(color === undefined ? {} : { color }) },
    ]),
  );
  return { mappings: [{ type: MappingType.ValueToText, options }] };
}

/** What null says. */
const nothing = (result: ValueMappingResult): NonNullable<FieldConfig['mappings']>[number] => ({
  type: MappingType.SpecialValue,
  options: { match: SpecialValueMatch.Null, result },
});

const range = (from: number | null, to: number | null, color: string) => ({
  type: MappingType.RangeToText as const,
  options: { from, to, result: { color } },
});

/** States of a circuit breaker. */
export const circuitWords = (): FieldConfig =>
  words({
    closed: [t('frames.circuit.closed', 'Closed'), 'green'],
    'half-open': [t('frames.circuit.halfOpen', 'Half open'), 'orange'],
    open: [t('frames.circuit.open', 'Open'), 'red'],
  });

/** What figures come from. */
export const sourceWords = (): FieldConfig =>
  words({
    postgres: [t('frames.source.postgres', 'PostgreSQL')],
    redis: [t('frames.source.redis', 'Redis')],
    ledger: [t('frames.source.ledger', 'Ledger')],
  });

/** Whether it answers. */
export const sourceStateWords = (): FieldConfig =>
  words({
    up: [t('frames.sourceState.up', 'Up'), 'green'],
    down: [t('frames.sourceState.down', 'Down'), 'red'],
    'not-configured': [t('frames.sourceState.notConfigured', 'Not configured'), 'text'],
  });

/** States of a session. */
export const sessionWords = (): FieldConfig =>
  words({
    INIT: [t('frames.session.init', 'Starting'), 'blue'],
    BUSY: [t('frames.session.busy', 'In progress'), 'green'],
    IDLE: [t('frames.session.idle', 'Idle'), 'text'],
    FAIL: [t('frames.session.fail', 'Error'), 'red'],
  });

/** States of a request. */
export const requestWords = (): FieldConfig =>
  words({
    running: [t('frames.request.running', 'In progress'), 'blue'],
    finished: [t('frames.request.finished', 'Completed'), 'text'],
    lost: [t('frames.request.lost', 'Lost'), 'orange'],
  });

/** Windows of a quota. */
export const windowTexts = (): Readonly<Record<string, string>> => ({
  '5h': t('frames.window.5h', '5 hours'),
  daily: t('frames.window.daily', 'Daily'),
  weekly: t('frames.window.weekly', 'Weekly'),
  monthly: t('frames.window.monthly', 'Monthly'),
  total: t('frames.window.total', 'Total'),
});

/** The same as words of a field. */
export const windowWords = (): FieldConfig =>
  words(
    Object.fromEntries(
      Object.entries(windowTexts()).map(([value, text]): [string, Meaning] => [value, [text]]),
    ),
  );

/** How a quota's window ends. */
export const resetWords = (): FieldConfig =>
  words({
    fixed: [t('frames.reset.fixed', 'Fixed')],
    rolling: [t('frames.reset.rolling', 'Rolling')],
    never: [t('frames.reset.never', 'Never')],
  });

/** A limit of null is none. */
export const unlimited = (): FieldConfig => ({
  mappings: [nothing({ text: t('frames.value.unlimited', 'Unlimited') })],
});

/** Places won are above 0; null is new on the board. */
export const rankChangeWords = (): FieldConfig => ({
  mappings: [
    nothing({ text: t('frames.value.new', 'New') }),
    range(1, null, 'green'),
    range(null, -1, 'red'),
  ],
});

/** Success, or failure, of an HTTP status; null is none yet. */
export const statusColours = (): FieldConfig => ({
  mappings: [range(200, 299, 'green'), range(400, null, 'red')],
});
