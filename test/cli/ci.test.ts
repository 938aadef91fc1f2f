import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readArguments } from '../../server/src/cli/check/arguments.ts';
import { BIN, CONFIG, SERVER, cli, folder, pod } from './harness.ts';

const ROOT = join(SERVER, '..');
const { version } = JSON.parse(read('server/package.json')) as { version: string };

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** A folder for PATH with an `npx` that runs the command line of this repository, and tells on standard error with what. */
function npx(cwd: string): string {
  const tools = join(cwd, '.git/tools');
  mkdirSync(tools, { recursive: true });
  const script = `#!/bin/sh\necho "npx $*" >&2\nshift 2\nexec "${process.execPath}" "${BIN}" "$@"\n`;
  writeFileSync(join(tools, 'npx'), script);
  chmodSync(join(tools, 'npx'), 0o755);
  return `${tools}${delimiter}${process.env['PATH'] ?? ''}`;
}

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function bash(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  args: string[] = [],
): Ran {
  const shell = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script, 'bash', ...args];
  const { status, stdout, stderr } = spawnSync('bash', shell, {
    cwd,
    env: { ...process.env, PATH: npx(cwd), ...env },
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

describe('the GitHub Action', () => {
  interface Action {
    readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
    readonly runs: {
      readonly using: string;
      readonly steps: readonly {
        readonly shell: string;
        readonly env: Readonly<Record<string, string>>;
        readonly run: string;
      }[];
    };
  }
  const action = parse(read('action.yml')) as Action;
  const [step] = action.runs.steps;

  /** Runs the action as GitHub does, with these inputs. */
  function run(cwd: string, inputs: Readonly<Record<string, string>>): Ran {
    for (const name of Object.keys(inputs)) expect(Object.keys(action.inputs)).toContain(name);
    const env = Object.entries(step?.env ?? {}).map(([name, expression]): [string, string] => {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1] ?? '';
      return [name, inputs[input] ?? action.inputs[input]?.default ?? `no input for ${name}`];
    });
    return bash(step?.run ?? '', cwd, Object.fromEntries(env));
  }

  it('is composite, names its shell, and uses every input and no expression in its script', () => {
    expect(action.runs.using).toBe('composite');
    expect(action.runs.steps).toHaveLength(1);
    expect(step?.shell).toBe('bash');
    expect(step?.run).not.toContain('${{');
    const used = Object.values(step?.env ?? {}).map((expression) =>
      expression.slice('${{ inputs.'.length, -3),
    );
    expect(used.toSorted()).toEqual(Object.keys(action.inputs).toSorted());
    for (const { description } of Object.values(action.inputs)) expect(description).toMatch(/\.$/);
    expect(action.inputs['version']?.default).toBe(version);
  });

  it('annotates, and fails with findings', () => {
    const cwd = folder({ ...CONFIG, 'a b.yaml': pod(), 'c.yaml': pod('c'), 'd.yaml': pod('d') });
    const { code, out, err } = run(cwd, { paths: 'a b.yaml\n\nc.*\n' });
    expect(err).toBe(
      `npx --yes kube-guardrails@${version} check --format github --severity warning -- a b.yaml c.*\n`,
    );
    expect(code).toBe(1);
    expect(out.split('\n').map((line) => line.split(',')[0])).toEqual([
      '::warning file=a b.yaml',
      '::warning file=c.yaml',
      '',
    ]);
  });

  it('hands every input to the command line, as text', () => {
    const cwd = folder({ ...CONFIG, 'a.yaml': pod(), 'own.yaml': 'extends: [strict]\n' });
    cli(['check', '--config', 'own.yaml', '--write-baseline', 'b.json', '.'], { cwd });
    const inputs = {
      severity: 'error',
      'max-warnings': '3',
      config: 'own.yaml',
      'kubernetes-version': '1.33',
      baseline: 'b.json',
    };
    const { code, err } = run(cwd, inputs);
    expect(err).toContain(
      '--severity error --max-warnings 3 --config own.yaml --kubernetes-version 1.33 --baseline b.json -- .',
    );
    expect(code).toBe(0);
    const revision = run(cwd, { 'changed-since': '$(touch hacked)`touch hacked`' });
    expect(revision.code).toBe(2);
    expect(() => readFileSync(join(cwd, 'hacked'))).toThrow('ENOENT');
  });

  it('writes SARIF beside, in one run', () => {
    const cwd = folder({ ...CONFIG, 'a.yaml': pod() });
    const { code, out, err } = run(cwd, { sarif: 'out.sarif' });
    expect(err.match(/^npx /gm)).toHaveLength(1);
    expect(code).toBe(1);
    expect(out).toMatch(/^::warning file=a\.yaml,/);
    expect(readFileSync(join(cwd, 'out.sarif'), 'utf8')).toContain('"ruleId": "image-tag-latest"');
    const failed = run(cwd, { sarif: 'out.sarif', config: 'nowhere.yaml' });
    expect(failed).toMatchObject({ code: 2, out: '' });
  });
});

describe('the pre-commit hooks', () => {
  interface Hook {
    readonly id: string;
    readonly name: string;
    readonly entry: string;
    readonly language: string;
    readonly types_or: readonly string[];
    readonly require_serial: boolean;
  }
  const hooks = parse(read('.pre-commit-hooks.yaml')) as Hook[];

  it.each(hooks.map((hook) => [hook.id, hook] as const))(
    '%s checks the files that it is given',
    (_, hook) => {
      expect(hook).toMatchObject({ language: 'system', types_or: ['yaml', 'json'], require_serial: true });
      expect(hook.entry).toContain(`kube-guardrails@${version} `);
      const cwd = folder({
        ...CONFIG,
        'a.yaml': pod(),
        'values.yaml': 'image: nginx\n',
        'package.json': '{}',
        'c.yaml': pod('c'),
      });
      const { code, out } = bash(`${hook.entry} "$@"`, cwd, {}, ['a.yaml', 'values.yaml', 'package.json']);
      expect(code).toBe(1);
      expect(out).toMatch(/^a\.yaml:8:14 {2}warning/);
      expect(out).toContain('1 warning in 1 object of 1 file');
      expect(bash(`${hook.entry} "$@"`, cwd, {}, ['values.yaml', 'package.json']).code).toBe(0);
    },
  );
});

/** The command lines of documents, up to what belongs to the shell. */
function commandLines(path: string): string[] {
  return [...read(path).matchAll(/kube-guardrails(?:@[\d.]+)? check ([^#\n|>;`]*)/g)].map(
    ([, rest = '']) => rest,
  );
}

describe.each([['docs/ci.md'], ['docs/migration.md'], ['README.md'], ['server/README.md']])('%s', (path) => {
  it.each(commandLines(path).map((line) => [line]))('shows options that there are: check %s', (line) => {
    const words = line
      .replaceAll(/[[\]]/g, '')
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    expect(() => readArguments(words)).not.toThrow();
  });

  it('holds YAML that is some', () => {
    for (const [, block = ''] of read(path).matchAll(/```ya?ml\n([^]*?)```/g))
      expect(() => parse(block) as unknown).not.toThrow();
  });
});

it('the recipe for GitLab works', () => {
  const recipe = parse(/## GitLab[^]*?```yaml\n([^]*?)```/.exec(read('docs/ci.md'))?.[1] ?? '') as Record<
    string,
    { script: string[]; artifacts: { reports: { codequality: string } } }
  >;
  const job = recipe['kube-guardrails'];
  const cwd = folder({ ...CONFIG, 'a.yaml': pod() });
  const { code, out } = bash(job?.script.join('\n') ?? '', cwd);
  expect(code).toBe(1);
  expect(out).toMatch(/^a\.yaml:8:14 {2}warning/);
  const report = readFileSync(join(cwd, job?.artifacts.reports.codequality ?? ''), 'utf8');
  expect(JSON.parse(report)).toHaveLength(1);
});
