import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { fieldOf } from '@hubscope/panel-kit/data/fields.ts';

/** Fields of a ranking. */
export interface BoardFields {
  frame: DataFrame;
  /** Whom each row stands for. */
  name: Field;
  /** What else is said of whom in words: the user of a key, the window of a quota. */
  beside: readonly Field[];
  rank: Field | undefined;
  rankChange: Field | undefined;
  /** Tables of models within each row. */
  nested: Field<DataFrame[]> | undefined;
  /** The figure that ranks. */
  value: Field;
  /** All figures, the one that ranks first. */
  figures: readonly Field[];
}

const RANK = 'rank';
const RANK_CHANGE = 'rankChange';
/** Names of the field that Hubscope's frames call whom a row stands for by. */
const NAMES = ['name', 'model'];

const isFigure = ({ type, name }: Field): boolean =>
  type === FieldType.number && name !== RANK && name !== RANK_CHANGE;

const isCalled =
  (name: string) =>
  (field: Field): boolean =>
    field.name === name || field.config.displayName === name || field.state?.displayName === name;

/** The first frame with text and a figure. `valueName`: of the figure that ranks; empty: the first one. */
export function findBoardFrame(frames: readonly DataFrame[], valueName: string): BoardFields | undefined {
  for (const frame of frames) {
    const texts = frame.fields.filter(({ type }) => type === FieldType.string);
    const name = texts.find((field) => NAMES.includes(field.name)) ?? texts[0];
    const figures = frame.fields.filter(isFigure);
    const value = valueName === '' ? figures[0] : figures.find(isCalled(valueName));
    if (name === undefined || value === undefined) continue;
    const nested = frame.fields.find(({ type }) => type === FieldType.nestedFrames);
    return {
      frame,
      name,
      beside: texts.filter((field) => field !== name && field.name !== 'reset'),
      rank: numberField(frame, RANK),
      rankChange: numberField(frame, RANK_CHANGE),
      nested: nested as Field<DataFrame[]> | undefined,
      value,
      figures: [value, ...figures.filter((field) => field !== value)],
    };
  }
  return undefined;
}

/** What some frame has of both that a board needs in one. */
export const partsOf = (
  frames: readonly DataFrame[],
  valueName: string,
): { text: boolean; figure: boolean } => {
  const some = (is: (field: Field) => boolean) => frames.some(({ fields }) => fields.some(is));
  return {
    text: some(({ type }) => type === FieldType.string),
    figure: some((field) => isFigure(field) && (valueName === '' || isCalled(valueName)(field))),
  };
};

function numberField(frame: DataFrame, name: string): Field | undefined {
  const field = fieldOf(frame, name);
  return field?.type === FieldType.number ? field : undefined;
}

/** What suits a board by its value, where nothing is chosen. */
const suiting: readonly [value: RegExp, figures: readonly string[]][] = [
  [/^cost/, ['requests', 'tokens']],
  [/^cache/, ['requests', 'cacheReadTokens']],
  [/^ratio$/, ['used', 'limit']],
  [/^(requests|tokens)$/, ['cost', 'tokens', 'requests']],
];

const MOST_SECONDARY = 2;

/** The figures under the value: those that are chosen, those that suit it, or the next ones. */
export function secondaryOf({ figures, value }: BoardFields, chosen: readonly string[]): Field[] {
  const others = figures.filter((field) => field !== value);
  const named = (names: readonly string[]) => names.flatMap((name) => others.find(isCalled(name)) ?? []);
  if (chosen.length > 0) return named(chosen);
  const suited = named(suiting.find(([pattern]) => pattern.test(value.name))?.[1] ?? []);
  return (suited.length > 0 ? suited : others).slice(0, MOST_SECONDARY);
}

/** The figures beside the value in a table: those that are chosen, or all. */
export const columnsOf = ({ figures, value }: BoardFields, chosen: readonly string[]): Field[] =>
  chosen.length === 0
    ? figures.filter((field) => field !== value)
    : chosen.flatMap((name) => figures.find((field) => field !== value && isCalled(name)(field)) ?? []);
