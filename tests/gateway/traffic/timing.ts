import type { Random } from '../random.ts';

/** How long an answer takes, in simulated milliseconds from the start of its attempt. */
export interface AnswerTime {
  readonly firstByteMs: number;
  readonly firstTokenMs: number;
  readonly durationMs: number;
}

/** How many times longer an ailing provider takes. */
const slowness = 8;

/** Without streaming everything comes at the end. */
export function answerTime(
  random: Random,
  outputTokens: number,
  stream: boolean,
  isSlow: boolean,
): AnswerTime {
  const factor = isSlow ? slowness : 1;
  const firstByteMs = Math.round(Math.min(random.lognormal(700, 0.55), 25_000) * factor);
  const firstTokenMs = firstByteMs + Math.round(random.lognormal(350, 0.8) * factor);
  const tokensPerSecond = Math.max(8, random.lognormal(62, 0.4)) / factor;
  const durationMs =
    firstTokenMs + 40 + Math.round(Math.min((outputTokens / tokensPerSecond) * 1_000, 280_000));
  return stream
    ? { firstByteMs, firstTokenMs, durationMs }
    : { firstByteMs: durationMs, firstTokenMs: durationMs, durationMs };
}

/** How long a provider takes to fail. */
export const failureTime = (random: Random) => Math.round(Math.min(random.lognormal(1_300, 0.7), 20_000));

/** How long a person reads before the conversation's next request. */
export const thinkingTime = (random: Random) => random.lognormal(9_000, 1.1);
