import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../../scripts/build.ts';
import { documents, list, workspace } from './manifests.ts';
import { runSession, type ServerCommand, type Session } from './session.ts';
import { median } from './statistics.ts';

export const SERVER = join(ROOT, 'server/dist/server.js');
const CLI = join(ROOT, 'server/dist/cli.js');

/** What editors open in the bench. */
const INPUTS = {
  'documents, 5,000 lines': () => documents(5000),
  'documents, 20,000 lines': () => documents(20_000),
  'List, 5,000 lines': () => list(5000),
} as const;
export type Input = keyof typeof INPUTS;

export type Who = 'ours' | 'peer';

/** Runs what the rows ask for, each thing once, and gives medians over the runs. */
export class Lab {
  readonly #runs: number;
  readonly #servers: ReadonlyMap<Who, ServerCommand>;
  readonly #sessions = new Map<Input, Promise<Map<Who, Session[]>>>();

  constructor(runs: number, peer?: ServerCommand) {
    this.#runs = runs;
    const ours = { command: `"${process.execPath}" "${SERVER}" --stdio`, settings: {} };
    this.#servers = new Map([
      ...(existsSync(SERVER) ? [['ours', ours] as const] : []),
      ...(peer ? [['peer', peer] as const] : []),
    ]);
  }

  /** The median over the runs of a figure of the sessions with one input. */
  async session(who: Who, input: Input, figure: (session: Session) => number): Promise<number | string> {
    if (!this.#servers.has(who)) return 'not built';
    let sessions = this.#sessions.get(input);
    if (!sessions) this.#sessions.set(input, (sessions = this.#open(input)));
    const figures = ((await sessions).get(who) ?? []).map(figure).filter((value) => !Number.isNaN(value));
    return figures.length > 0 ? median(figures) : 'not offered';
  }

  /** Servers take turns, so that a slow moment of the machine meets them all. */
  async #open(input: Input): Promise<Map<Who, Session[]>> {
    const text = INPUTS[input]();
    const sessions = new Map<Who, Session[]>();
    for (let run = 0; run < this.#runs; run++) {
      for (const [who, server] of this.#servers) {
        sessions.set(who, [...(sessions.get(who) ?? []), await runSession(server, text)]);
      }
    }
    return sessions;
  }

  /** Milliseconds from starting the command line to its end, over 1,000 new files. */
  async scan(): Promise<number | string> {
    if (!existsSync(CLI)) return 'not built';
    const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-bench-'));
    try {
      for (const [path, text] of workspace(1000)) {
        mkdirSync(join(folder, dirname(path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      const times: number[] = [];
      for (let run = 0; run < Math.max(5, this.#runs); run++) times.push(await timeScan(folder));
      return median(times);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function timeScan(folder: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  const start = performance.now();
  const child = spawn(process.execPath, [CLI, 'check', '.', '--format', 'json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.resume();
  child.once('error', reject);
  child.once('close', resolve);
  const code = await promise;
  const time = performance.now() - start;
  if (code !== 0 && code !== 1) throw new Error(`the scan ended with code ${code}`);
  return time;
}
