import type { PanelProps } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { answerOf, type Answer } from '@hubscope/panel-kit/data/answer.ts';
import { useGatewayClock } from '@hubscope/panel-kit/motion/clockOffset.ts';
import { useNow } from '@hubscope/panel-kit/motion/now.ts';
import type { Options } from './options.ts';
import { figuresAsOf, lightsAfter, needed, readStage, type Light, type Reading } from './reading.ts';
import type { Silence } from './words.ts';
import { browserZone, isZone } from './zone.ts';

/** What header and footer show. */
export interface Scene {
  answer: Answer;
  reading: Reading;
  /** As they are known at this moment. */
  lights: readonly Light[];
  /** The zone that the clock goes by. */
  zone: string;
  /** Whether that is the gateway's; else it is the browser's. */
  isGateways: boolean;
  /** Ms that the viewer's clock is ahead. */
  offset: number;
  /** Unix ms at the gateway that all figures are at least as new as. */
  asOf: number | null;
  /** Where that is null. */
  silence: Silence;
  /** Changes with each new answer. */
  beat: string | null;
  /** Why there is nothing newer, or what the data lacks; null when there is nothing to say. */
  reason: string | null;
}

/** How often it is looked whether an answer has grown too old, in ms. */
const LOOK = 5000;

/** Reads the data of the panel, and how old it is by now. */
export function useScene(data: PanelProps<Options>['data']): Scene {
  const answer = answerOf(data);
  const reading = readStage(data.series);
  const clock = useGatewayClock(answer);
  const now = useNow(LOOK);
  const hasFrames = data.series.length > 0;
  const told = answer.timezone;
  const isGateways = told !== null && isZone(told);
  const offset = clock.offset ?? 0;
  const silent =
    clock.answered === null || clock.offset === null ? null : (now - offset - clock.answered) / 1000;
  return {
    answer,
    reading,
    lights: lightsAfter(reading.lights, silent),
    zone: isGateways ? told : browserZone(),
    isGateways,
    offset,
    asOf: figuresAsOf(reading.lights, clock.answered),
    silence: answer.phase === 'loading' ? 'waiting' : hasFrames ? 'ageless' : 'none',
    beat: answer.asOf,
    reason: answer.reason ?? lacking(hasFrames, reading),
  };
}

/** What to ask, where frames say nothing of sources. */
const lacking = (hasFrames: boolean, { lights }: Reading): string | null =>
  hasFrames && lights.length === 0
    ? t(
        'stage.lacking',
        'Fields {{fields}} are missing: the query “Sources” of the Hubscope data source has them.',
        { fields: needed.join(', ') },
      )
    : null;
