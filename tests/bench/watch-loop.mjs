/**
 * Loaded into the exporter before anything else (`--import`): notes in the file LOOP_FILE how long its event loop was
 * blocked at most in each tenth of a second, one line each: Unix ms, milliseconds.
 */
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const RESOLUTION_MS = 1;

if (isMainThread && process.env.LOOP_FILE !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const note = () => {
    appendFileSync(process.env.LOOP_FILE, `${Date.now()} ${delay.max / 1e6 - RESOLUTION_MS}\n`);
    delay.reset();
  };
  setInterval(note, 100).unref();
}
