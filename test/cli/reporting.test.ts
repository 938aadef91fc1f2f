import { createHash } from 'node:crypto';
import { cpSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CliRun } from './harness.ts';
import { CONFIG, SERVER, checkJson, cli, folder, only, pod } from './harness.ts';

const MIXED = `checks:\n  image-tag-latest: warning\n  host-network: error\n`;

/** One error, two warnings. */
function mixed(): string {
  const config = only().replace('image-tag-latest: "off"', 'image-tag-latest: warning');
  return folder({
    '.kube-guardrails.yaml': config.replace('host-network: "off"', 'host-network: error'),
    'a.yaml': pod(),
    'b.yaml': pod('b').replace('spec:\n', 'spec:\n  hostNetwork: true\n'),
    'strict.yaml': MIXED,
  });
}

/** Two warnings. */
function run(...args: readonly string[]): CliRun {
  return cli(['check', ...args], { cwd: folder({ ...CONFIG, 'a.yaml': pod(), 'b.yaml': pod('b') }) });
}

describe('--max-warnings', () => {
  it('lets so many warnings pass', () => {
    expect(run('--max-warnings', '2')).toMatchObject({ code: 0, err: '' });
    expect(run('--max-warnings', '1')).toMatchObject({
      code: 1,
      err: 'kube-guardrails: 2 warnings, and "--max-warnings" allows 1\n',
    });
    expect(run('--max-warnings', '1', '--severity', 'error').code).toBe(1);
  });

  it('does not change what errors do', () => {
    expect(cli(['check', '--max-warnings', '9'], { cwd: mixed() })).toMatchObject({ code: 1, err: '' });
  });

  it('decides what is a failure in JUnit', () => {
    expect(run('--format', 'junit', '--max-warnings', '2').out).toContain('failures="0"');
    expect(run('--format', 'junit', '--max-warnings', '0').out).toContain('failures="2"');
  });

  it.each([['-1'], ['x'], ['1.5']])('is no %s', (value) => {
    expect(cli(['check', `--max-warnings=${value}`], { cwd: folder() }).err).toBe(
      `kube-guardrails: option "--max-warnings" needs a whole number such as 0, not "${value}"\n`,
    );
  });
});

describe('--quiet', () => {
  it('prints errors only, and only they make the run fail', () => {
    const { report, run } = checkJson(['--quiet'], { cwd: mixed() });
    expect(run.code).toBe(1);
    expect(report.findings.map(({ id }) => id)).toEqual(['host-network']);
    expect(report.summary).toMatchObject({ errors: 1, warnings: 2 });
    expect(cli(['check', '--quiet', 'a.yaml'], { cwd: mixed() })).toMatchObject({ code: 0 });
  });

  it('says how many it leaves out', () => {
    expect(cli(['check', '--quiet', 'a.yaml'], { cwd: mixed() }).out).toMatch(
      /^1 warning in 1 object of 1 file \(1 not shown\), /,
    );
  });

  it('leaves the threshold alone that was asked for', () => {
    expect(cli(['check', '--quiet', '--severity', 'warning', 'a.yaml'], { cwd: mixed() }).code).toBe(1);
    expect(cli(['check', '--quiet', '--max-warnings', '0', 'a.yaml'], { cwd: mixed() }).code).toBe(1);
  });
});

describe('--stats', () => {
  const table = `\
FINDINGS  WAIVED  OBJECTS  FILES  CHECK
       2       1        2      2  image-tag-latest
       1       0        1      1  host-network
`;
  const waived = pod('c').replace('kind', '# kube-guardrails-disable image-tag-latest -- ok\nkind');
  const cwd = (): string => {
    const config = only('image-tag-latest', 'host-network');
    const b = pod('b').replace('spec:\n', 'spec:\n  hostNetwork: true\n');
    return folder({ '.kube-guardrails.yaml': config, 'a.yaml': pod(), 'b.yaml': b, 'c.yaml': waived });
  };

  it('follows the text', () => {
    const { out } = cli(['check', '--stats'], { cwd: cwd() });
    expect(out).toContain(` s\n\n${table}Time: start `);
    expect(out).toMatch(/Time: start \d+\.\d\d s, read \d+\.\d\d s, check \d+\.\d\d s\n$/);
  });

  it('is a member of the JSON', () => {
    const { report, run } = checkJson(['--stats'], { cwd: cwd() });
    expect(run.err).toBe('');
    const { stats } = report as unknown as { stats: { checks: unknown[]; times: object } };
    expect(stats.checks).toEqual([
      { id: 'image-tag-latest', findings: 2, waived: 1, files: 2, objects: 2 },
      { id: 'host-network', findings: 1, waived: 0, files: 1, objects: 1 },
    ]);
    expect(Object.keys(stats.times)).toEqual(['start', 'read', 'check']);
  });

  it('goes to standard error beside the other formats', () => {
    const { out, err } = cli(['check', '--stats', '--format', 'github'], { cwd: cwd() });
    expect(out).not.toContain('FINDINGS');
    expect(err).toContain(table);
  });
});

/** What takes a different time each time. */
function masked(text: string): string {
  return text.replace(/\d+\.\d+ s\b|"durationMs": \d+|time="[\d.]+"|"(?:start|read|check)": \d+/g, 'TIME');
}

describe('the order of the output', () => {
  const files = Object.fromEntries(
    ['z', 'b/y', 'a', 'b/c', 'B', 'é', 'b.c', 'b-c'].map((name) => [
      `${name}.yaml`,
      `${pod()}---\n${pod('q')}`,
    ]),
  );

  it.each([['text'], ['json'], ['sarif'], ['github'], ['gitlab'], ['junit']])(
    'is the same in %s, however the paths are given',
    (format) => {
      const cwd = folder({ ...CONFIG, ...files });
      const names = Object.keys(files);
      const run = (...paths: readonly string[]): string =>
        masked(cli(['check', '--format', format, '--stats', '--report-waivers', ...paths], { cwd }).out);
      const expected = run(...names);
      expect(expected).toContain('b/c.yaml');
      expect(run(...names.toReversed())).toBe(expected);
      expect(run(...names.toSorted(), './a.yaml', 'b')).toBe(expected);
      expect(run('b', '*.yaml')).toBe(expected);
    },
  );
});

interface Issue {
  readonly fingerprint: string;
  readonly [key: string]: unknown;
}

function issues(text: string): Issue[] {
  const run = cli(['check', '--format', 'gitlab'], { cwd: folder({ ...CONFIG, 'apps/web.yaml': text }) });
  return JSON.parse(run.out) as Issue[];
}

it('findings that depend on other files do not depend on the order of the paths', () => {
  const examples = join(SERVER, '../examples');
  const names = globSync('**/*.{yaml,yml,json}', { cwd: examples }).toSorted();
  const run = (paths: readonly string[]): string =>
    masked(cli(['check', '--format', 'sarif', '--config', 'strict.yaml', ...paths], { cwd }).out);
  const cwd = folder({ 'strict.yaml': 'extends: [strict]\n' });
  cpSync(examples, cwd, { recursive: true });
  const expected = run(names);
  expect(expected).toContain('relatedLocations');
  const shuffled = names.toSorted((a, b) => (hash(a) < hash(b) ? -1 : 1));
  expect(shuffled).not.toEqual(names);
  expect(run(shuffled)).toBe(expected);
  expect(run(names.toReversed())).toBe(expected);
});

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe('gitlab', () => {
  it('is a code quality report', () => {
    const [issue, ...others] = issues(pod());
    expect(others).toEqual([]);
    expect(issue).toEqual({
      description: 'image "nginx:latest" is whatever was pushed last: name a version',
      check_name: 'image-tag-latest',
      fingerprint: expect.stringMatching(/^[\da-f]{64}$/) as string,
      severity: 'minor',
      location: { path: 'apps/web.yaml', lines: { begin: 8, end: 8 } },
    });
    expect(issues(pod('web', 'nginx:1.29.3'))).toEqual([]);
  });

  it('has fingerprints that stay when lines move, and differ from each other', () => {
    const [first] = issues(pod());
    const [moved, second, third] = issues(`# moved\n${pod()}---\n${pod()}---\n${pod('other')}`);
    expect(moved?.fingerprint).toBe(first?.fingerprint);
    expect(new Set([moved, second, third].map((issue) => issue?.fingerprint)).size).toBe(3);
  });

  it('leaves out what is waived', () => {
    expect(issues(pod().replace('kind', '# kube-guardrails-disable image-tag-latest -- ok\nkind'))).toEqual(
      [],
    );
  });
});
