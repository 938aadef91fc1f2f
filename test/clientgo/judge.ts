import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { KUBECONFIG_CASES, writeCase } from './cases.ts';

const GO = 'go';

/** What client-go makes of a case: entries by their names, paths without the folder of the case. */
export interface Verdict {
  readonly current: string;
  readonly contexts: Entries;
  readonly clusters: Entries;
  readonly users: Entries;
  /** Whether a file was refused. */
  readonly refused: boolean;
  /** Namespace of each context that can be used. */
  readonly usable: Readonly<Record<string, string>>;
}

type Entries = Readonly<Record<string, unknown>>;

interface Answer {
  readonly config?: string;
  readonly error?: string;
  readonly usable: Readonly<Record<string, string>>;
}

/** Asks the real client-go; Go builds it first, which takes a second once its cache is warm. */
export function askClientGo(): Record<string, Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-clientgo-'));
  const program = join(folder, process.platform === 'win32' ? 'clientgo.exe' : 'clientgo');
  const cases = Object.entries(KUBECONFIG_CASES).map(([name, one]) => ({ name, ...writeCase(one) }));
  try {
    const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' };
    execFileSync(GO, ['build', '-mod=readonly', '-o', program, '.'], { cwd: import.meta.dirname, env });
    const questions = cases.map(({ explicit, env: { KUBECONFIG }, home }) => ({
      explicit,
      KUBECONFIG,
      home,
    }));
    const output = execFileSync(program, { input: JSON.stringify(questions), encoding: 'utf8' });
    const answers = JSON.parse(output) as readonly Answer[];
    return Object.fromEntries(
      cases.map(({ name, folder: own }, index) => {
        const text = JSON.stringify(answers[index]).replaceAll(own, '');
        return [name, verdictOf(JSON.parse(text) as Answer)];
      }),
    );
  } finally {
    for (const one of cases) one.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

function verdictOf({ config = '', error, usable }: Answer): Verdict {
  const file = (parse(config) ?? {}) as Record<string, readonly Record<string, unknown>[] | null>;
  const named = (list: string, key: string): Entries =>
    Object.fromEntries((file[list] ?? []).map((one) => [String(one['name']), one[key]]));
  return {
    current: (file['current-context'] as unknown as string | undefined) ?? '',
    contexts: named('contexts', 'context'),
    clusters: named('clusters', 'cluster'),
    users: named('users', 'user'),
    refused: error !== undefined,
    usable,
  };
}
