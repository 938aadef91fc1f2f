import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkJson, cli, folder, pod } from './harness.ts';

const found = (args: readonly string[], files: Readonly<Record<string, string>> = {}): string[] => {
  const { report } = checkJson(args, { cwd: folder({ 'web.yaml': pod(), ...files }) });
  return report.findings.map(({ id, severity }) => `${id} ${String(severity)}`);
};

describe('--only', () => {
  it('runs these checks and no others', () => {
    expect(found(['--only', 'image-tag-latest'])).toEqual(['image-tag-latest warning']);
    expect(found(['--only', 'privilege-escalation,image-tag-latest'])).toHaveLength(2);
    expect(found(['--only', 'privilege-escalation', '--only', 'image-tag-latest'])).toHaveLength(2);
  });

  it('runs those that are off, but not where an override has them off', () => {
    const config = {
      '.kube-guardrails.yaml': `checks: { image-tag-latest: off }
overrides: [{ files: [old/**], checks: { image-tag-latest: off } }]
`,
      'old/web.yaml': pod(),
    };
    const { report } = checkJson(['--only', 'image-tag-latest,liveness-probe-missing'], {
      cwd: folder({ 'web.yaml': pod(), ...config }),
    });
    const places = report.findings.map(({ id, file }) => `${id} ${file}`);
    expect(places).toEqual([
      'liveness-probe-missing old/web.yaml',
      'liveness-probe-missing web.yaml',
      'image-tag-latest web.yaml',
    ]);
    expect(found(['--only', 'image-digest-missing'])).toEqual(['image-digest-missing warning']);
  });

  it('knows a check beside which another one steps back', () => {
    expect(found(['--only', 'memory-limit-missing'])).toEqual(['memory-limit-missing warning']);
  });

  it('fixes their findings alone', () => {
    const cwd = folder({ 'web.yaml': `${pod()}      ports: [{ containerPort: "80" }]\n      tty: "yes"\n` });
    cli(['check', '--fix', '--only', 'image-tag-latest'], { cwd });
    expect(readFileSync(join(cwd, 'web.yaml'), 'utf8')).toContain('"80"');
    cli(['check', '--fix', '--only', 'wrong-type'], { cwd });
    expect(readFileSync(join(cwd, 'web.yaml'), 'utf8')).toContain('containerPort: 80 ');
  });

  it('still tells what keeps it from looking', () => {
    const files = {
      'web.yaml': 'apiVersion: v1\nkind: Pod\nspec: [\n',
      '.kube-guardrails.yaml': 'chekcs: {}\n',
    };
    expect(found(['--only', 'image-tag-latest'], files)).toEqual([
      'invalid-config error',
      'yaml-syntax error',
    ]);
  });

  it('takes checks of the config file', () => {
    const files = {
      '.kube-guardrails.yaml': 'customChecks: { team: { field: metadata.labels.team, required: true } }\n',
    };
    expect(found(['--only', 'team'], files)).toEqual(['team warning']);
  });
});

describe('a baseline', () => {
  it('is told to be too long only for checks that were looked for', () => {
    const cwd = folder({ 'web.yaml': pod() });
    cli(['check', '--write-baseline', 'b.json'], { cwd });
    const run = (...args: string[]): string => cli(['check', '--baseline', 'b.json', ...args], { cwd }).err;
    expect(run('--only', 'image-tag-latest')).toBe('');
    expect(run('--set', 'image-tag-latest=off')).toBe('');
    expect(run('--preset', 'pss-baseline')).toBe('');
    writeFileSync(join(cwd, 'web.yaml'), pod('web', 'nginx:1.29.3'));
    expect(run('--only', 'image-tag-latest')).toContain('b.json: 1 finding is no longer there');
  });
});

describe('--set', () => {
  it('beats the config file, for checks and for what the engine finds', () => {
    const files = { '.kube-guardrails.yaml': 'extends: []\nchecks: { image-tag-latest: warning }\n' };
    expect(found(['--set', 'image-tag-latest=error'], files)).toEqual(['image-tag-latest error']);
    expect(found(['--set', 'image-tag-latest=off'], files)).toEqual([]);
    expect(found(['--set', 'image-tag-latest=off,liveness-probe-missing=information'], files)).toEqual([
      'liveness-probe-missing information',
    ]);
    const broken = { ...files, 'web.yaml': 'apiVersion: v1\nkind: Pdo\nmetadata: { name: a }\n' };
    expect(found([], broken)).toEqual(['unknown-kind error']);
    expect(found(['--set', 'unknown-kind=off'], broken)).toEqual([]);
  });
});

describe('--preset', () => {
  it('stands for those of the config file, whose checks still count', () => {
    const files = { '.kube-guardrails.yaml': 'extends: [strict]\nchecks: { image-tag-latest: error }\n' };
    expect(found(['--preset', 'pss-baseline'], files)).toEqual(['image-tag-latest error']);
    expect(found(['--preset', 'pss-baseline,pss-restricted'], files)).toContain('run-as-non-root error');
  });
});

describe('--ignore', () => {
  it('leaves files out, from the current folder', () => {
    const cwd = folder({ 'a/web.yaml': pod(), 'b/web.yaml': pod(), 'b/c/web.yaml': pod() });
    const files = (args: readonly string[]): string[] =>
      checkJson(['--only', 'image-tag-latest', ...args], { cwd }).report.findings.map(({ file }) => file);
    expect(files(['--ignore', 'b/*.yaml'])).toEqual(['a/web.yaml', 'b/c/web.yaml']);
    expect(files(['--ignore', 'b/*.yaml', '--ignore', 'a'])).toEqual(['b/c/web.yaml']);
    expect(cli(['check', '--ignore', 'a/**', 'a/web.yaml'], { cwd })).toMatchObject({
      code: 0,
      err: 'kube-guardrails: a/web.yaml: not checked, because "--ignore" matches it\n',
    });
  });
});

/** Two manifests beside a working directory, all of it in a folder `x`. */
function beside(): string {
  return folder({ 'x/cwd/.keep': '', 'x/out/x/web.yaml': pod(), 'x/out/web.yaml': pod() });
}

/** The files in which something is found. */
function left(cwd: string, path: string, glob: string): string[] {
  const { report } = checkJson(['--only', 'image-tag-latest', path, '--ignore', glob], { cwd });
  return report.findings.map(({ file }) => file);
}

describe('--ignore outside of the working directory', () => {
  it.each([
    ['**/x/**', 1],
    ['./**/x', 1],
    ['**/out', 0],
    ['../out/x/**', 1],
    ['../out/*.yaml', 1],
    ['../{out,in}', 0],
    ['..', 0],
    ['out/x/**', 2],
  ])('%s leaves %i of 2', (glob, count) => {
    expect(left(join(beside(), 'x/cwd'), '../out', glob)).toHaveLength(count);
  });

  it('takes absolute globs, inside and outside', () => {
    const top = beside();
    const [inner, outer] = [join(top, 'x/out/x/web.yaml'), join(top, 'x/out/web.yaml')];
    expect(left(join(top, 'x/cwd'), '../out', `${top}/x/out/x/**`)).toEqual([outer]);
    expect(left(join(top, 'x/cwd'), '../out', `${top}/*/out/*.yaml`)).toEqual([inner]);
    expect(left(join(top, 'x'), 'out', `${top}/x/out/x/**`)).toEqual(['out/web.yaml']);
  });

  it('takes the names of the folders around it as they are', () => {
    const cwd = join(folder({ '[a]{b,c} é/x/web.yaml': pod(), '[a]{b,c} é/web.yaml': pod() }), '[a]{b,c} é');
    expect(left(cwd, '.', `${cwd}/x`)).toEqual(['web.yaml']);
    expect(left(join(cwd, 'x'), '..', '../*.yaml')).toEqual(['web.yaml']);
  });

  it('works in the root of the disk', () => {
    const top = beside().slice(1);
    expect(left('/', `${top}/x/out`, '**/x/out/x/**')).toEqual([`${top}/x/out/web.yaml`]);
    expect(left('/', `${top}/x/out`, `${top}/x/out/x`)).toEqual([`${top}/x/out/web.yaml`]);
    expect(left('/', `${top}/x/out`, `/${top}/x/out/x`)).toEqual([`${top}/x/out/web.yaml`]);
  });
});

describe('what is not there is wrong usage', () => {
  it.each([
    [
      ['--only', 'image-tag-lates'],
      'option "--only": there is no check "image-tag-lates": did you mean "image-tag-latest"?',
    ],
    [
      ['--only', 'latest-tag'],
      `option "--only": "latest-tag" is kube-linter's name: here it is image-tag-latest`,
    ],
    [
      ['--set', 'qqqqqqqqqq=off'],
      'option "--set": there is no check "qqqqqqqqqq": "kube-guardrails list" shows all',
    ],
    [
      ['--set', 'image-tag-latest'],
      'option "--set" needs ID=LEVEL with a level of off, information, warning, error, such as image-tag-latest=off, not "image-tag-latest"',
    ],
    [
      ['--set', 'image-tag-latest=critical'],
      'option "--set" needs ID=LEVEL with a level of off, information, warning, error, such as image-tag-latest=off, not "image-tag-latest=critical"',
    ],
    [['--only', ','], 'option "--only" names nothing'],
    [
      ['--only', 'image-tag-latest', '--write-baseline', 'b.json'],
      'with "--only", a baseline would hold a part of the findings only: leave it out',
    ],
    [
      ['--only', 'privilege-escalation,image-tag-latest', '--set', 'image-tag-latest=off'],
      'option "--set" turns off "image-tag-latest", which "--only" asks for: leave it out of one of them',
    ],
    [['--preset', 'strickt'], 'option "--preset": there is no preset "strickt": did you mean "strict"?'],
  ])('%j', (args, message) => {
    const cwd = folder({ 'web.yaml': pod() });
    expect(cli(['check', ...args], { cwd })).toEqual({
      code: 2,
      out: '',
      err: `kube-guardrails: ${message}\n`,
    });
  });
});
