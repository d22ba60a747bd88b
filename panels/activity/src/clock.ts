import { createContext, useContext } from 'react';
import { useGatewayNow, type GatewayClock } from '@hubscope/panel-kit/motion/clockOffset.ts';

/** Which clock running rows go by. */
export interface RowClock extends GatewayClock {
  /** Unix ms at which clocks stand still, because nothing newer is known; null: they run. */
  stopped: number | null;
}

/** For clocks alone: rows around them are not drawn again with each answer. */
export const RowClockContext = createContext<RowClock>({ answered: null, offset: 0, stopped: null });

/** A clock that nothing was heard of for so many ms stops: whether its request still runs, nobody knows. */
const LIVES_MS = 30_000;

/** Unix ms at the gateway, again each second. */
export function useRowNow(): number {
  const { answered, offset, stopped } = useContext(RowClockContext);
  const now = useGatewayNow({ answered, offset });
  if (stopped !== null) return stopped;
  return answered === null ? now : Math.min(now, answered + LIVES_MS);
}
