import { t } from '@hubscope/panel-kit/format/t.ts';
import type { RowFilter } from '../../types/query.ts';

/** How a row's word is compared, for those who do not read signs. */
export const operatorWords = (): Record<RowFilter['operator'], string> => ({
  '=': t('query.operator.equals', 'is'),
  '!=': t('query.operator.differs', 'is not'),
  '=|': t('query.operator.one-of', 'is one of'),
  '!=|': t('query.operator.none-of', 'is none of'),
  '=~': t('query.operator.matches', 'matches the pattern'),
  '!~': t('query.operator.matches-not', 'does not match the pattern'),
});
