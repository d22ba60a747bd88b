import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';
import { removeWithParent } from './parent-exit.ts';
import { descendants, isAlive, signalProcess } from './process-tree.ts';
import { waitUntil } from './wait-until.ts';

export interface ServerCommand {
  readonly command: string;
  readonly arguments: readonly string[];
  /** Receives stdout and stderr; it is appended to. */
  readonly logFile: string;
  /** Whose rights it runs with; absent = those of this process. */
  readonly account?: Account | undefined;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A running server process together with all of its children. */
export interface ChildServer {
  readonly processId: number;
  /** False as soon as the process has ended, for whatever reason. */
  isRunning(): boolean;
  /** Asks the server to end by `signal`, and ends it by force after `graceMs`. */
  end(signal: NodeJS.Signals, graceMs?: number): Promise<void>;
  /** SIGKILL to the process and all its children; resolves when they are gone. */
  kill(): Promise<void>;
  /** SIGSTOP to the process and all its children: connections stay open, nothing answers. */
  freeze(): void;
  /** SIGCONT, the end of {@link freeze}. */
  thaw(): void;
  /** The end of the log, for error messages. */
  logTail(): string;
}

const hasSetpriv = spawnSync('setpriv', ['--version']).status === 0;

/**
 * Starts a server that cannot outlive this process: the kernel kills it with its parent (setpriv --pdeathsig, where
 * there is one), because a parent that was killed, or a test runner's worker, never gets to run an exit handler.
 * It is its own process group, so a Ctrl-C in the terminal reaches only the parent, which then stops it in order.
 */
export function startChildServer(server: ServerCommand): ChildServer {
  const log = openSync(server.logFile, 'a');
  const line = [server.command, ...server.arguments];
  const [command, ...commandArguments] = hasSetpriv ? ['setpriv', '--pdeathsig', 'KILL', ...line] : line;
  const child = spawn(command ?? server.command, commandArguments, {
    stdio: ['ignore', log, log],
    detached: true,
    ...(server.account ?? {}),
    env: { ...process.env, ...server.environment },
  });
  closeSync(log);
  child.unref();
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.once('error', () => {
      resolve();
    });
  });
  return handle(child, gone, server.logFile);
}

function handle(child: ChildProcess, gone: Promise<void>, logFile: string): ChildServer {
  const processId = child.pid ?? Number.NaN;
  const isRunning = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  const signalTree = (signal: NodeJS.Signals) => {
    // The parent first, so that it cannot start another child between the listing and the signal.
    if (signal === 'SIGSTOP') signalProcess(processId, signal);
    for (const id of descendants(processId)) signalProcess(id, signal);
    if (signal !== 'SIGSTOP') signalProcess(processId, signal);
  };
  const killNow = () => {
    if (!isRunning()) return;
    signalTree('SIGSTOP');
    signalTree('SIGKILL');
  };
  const forget = removeWithParent(killNow);
  void gone.then(forget);
  const kill = async () => {
    if (!isRunning()) return;
    child.ref();
    const family = descendants(processId);
    killNow();
    await gone;
    while (family.some(isAlive)) await sleep(5);
  };
  return {
    processId,
    isRunning,
    kill,
    async end(signal, graceMs = 10_000) {
      if (!isRunning()) return;
      child.ref();
      const family = descendants(processId);
      signalTree('SIGCONT');
      signalProcess(processId, signal);
      await Promise.race([gone, sleep(graceMs, undefined, { ref: false })]);
      await kill();
      const deadline = performance.now() + graceMs;
      while (family.some(isAlive) && performance.now() < deadline) await sleep(5);
    },
    freeze() {
      signalTree('SIGSTOP');
    },
    thaw() {
      signalTree('SIGCONT');
    },
    logTail: () => (existsSync(logFile) ? readFileSync(logFile, 'utf8').slice(-4_000) : ''),
  };
}

/** How to tell that a server is ready. */
interface Readiness {
  /** What it is called in errors, e.g. `Prometheus`. */
  readonly name: string;
  /** Answers with success once it is ready. */
  readonly url: string;
  /** Ends it when it does not become ready. */
  readonly stop: () => Promise<void>;
  /** Default as in {@link waitUntil}. */
  readonly withinMs?: number;
  readonly everyMs?: number;
}

/** @throws Error when it ends, or is not ready in time; the message of the former ends with its log */
export async function whenReady(server: ChildServer, readiness: Readiness): Promise<void> {
  const { name, url, stop, withinMs, everyMs } = readiness;
  try {
    await waitUntil(
      `${name} is ready`,
      async () => !server.isRunning() || (await fetch(url)).ok,
      withinMs,
      everyMs,
    );
    if (!server.isRunning()) throw new Error(`${name} ended at its start:\n${server.logTail()}`);
  } catch (error) {
    await stop();
    throw error;
  }
}
