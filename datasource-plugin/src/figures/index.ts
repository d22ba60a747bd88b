export { configOf, fieldName, haveMoney, type Figure } from './figure.ts';
export { boardFigures, figuresOf, type BoardFigure, type BoardFigureName } from './leaderboard.ts';
export { fleetFigures, requestFigures, sessionFigures, slotFigures } from './live.ts';
export { currencyCodes, moneyOf, nearest, type Money } from './money.ts';
export { headlineFigures } from './overview.ts';
export { quotaFigures } from './quotas.ts';
export { modelFigures, usageFiguresTable } from './usage.ts';
