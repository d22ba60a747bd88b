import { boardFigures, figuresOf, type BoardFigureName } from '../../figures/index.ts';
import type { Scope } from '../../types/query.ts';

/** The figure that a board is about. */
export const leadingFigure = (scope: Scope): BoardFigureName | undefined => figuresOf(scope)[0]?.name;

/** Whether a board has a figure, or can be asked for it. */
export const hasFigure = (scope: Scope, name: string | undefined): boolean =>
  figuresOf(scope, true).some((figure) => figure.name === name);

/** Whether a figure is there only when percentiles are asked for. */
export const isPercentile = (name: string | undefined): boolean =>
  boardFigures.some((figure) => figure.name === name && figure.percentile === true);

/** Whether rows have their models when the query does not say so. */
export const showsModels = (scope: Scope): boolean => scope === 'providerCacheHitRate';
