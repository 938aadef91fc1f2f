import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG, SERVER, cli, folder, pod } from './harness.ts';

const { version } = JSON.parse(readFileSync(join(SERVER, 'package.json'), 'utf8')) as { version: string };

describe('help and version', () => {
  it.each([['--help'], ['-h'], ['help']])('%s lists the commands', (option) => {
    const { code, out, err } = cli([option], { cwd: folder() });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const command of ['check', 'explain', 'list', 'test', 'init', 'lsp'])
      expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it.each([['check'], ['explain'], ['list'], ['test'], ['init'], ['lsp']])(
    '%s --help says how to use it',
    (command) => {
      const { code, out } = cli([command, '--help'], { cwd: folder() });
      expect(code).toBe(0);
      expect(out).toContain(`Usage: kube-guardrails ${command}`);
      expect(cli(['help', command], { cwd: folder() }).out).toBe(out);
      expect(out.split('\n').filter((line) => line.length > 125)).toEqual([]);
    },
  );

  it('--version prints the version alone', () => {
    expect(cli(['--version'], { cwd: folder() })).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('without a command it shows the help and fails', () => {
    const { code, out, err } = cli([], { cwd: folder() });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: kube-guardrails COMMAND');
  });
});

describe('wrong usage ends with one line and exit code 2', () => {
  it.each([
    [['chekc'], 'unknown command "chekc": did you mean "check"?'],
    [['\u001b[31m'], String.raw`unknown command "\x1b[31m": "kube-guardrails --help" lists the commands`],
    [['lint', '.'], 'unknown command "lint": did you mean "check"?'],
    [['.'], 'unknown command ".": did you mean "kube-guardrails check ."?'],
    [
      ['--format', 'json', '.'],
      'unknown option "--format": it belongs to a command, as in "kube-guardrails check --format"',
    ],
    [['check', ''], 'an argument of "check" is empty: does a variable have no value?'],
    [['test', ''], 'an argument of "test" is empty: does a variable have no value?'],
    [['--hlep'], 'unknown option "--hlep": did you mean "--help"?'],
    [['check', '--formt', 'json'], 'unknown option "--formt": did you mean "--format"?'],
    [
      ['check', '--format', 'yaml'],
      'option "--format" is one of text, json, sarif, github, gitlab, junit, not "yaml"',
    ],
    [['check', '--format'], 'option "--format" needs a value: text, json, sarif, github, gitlab, junit'],
    [
      ['check', '--format', '--fix'],
      'option "--format" needs a value: text, json, sarif, github, gitlab, junit',
    ],
    [
      ['check', '--severity', 'hint'],
      'option "--severity" is one of error, warning, information, not "hint"',
    ],
    [
      ['check', '--output', 'findings.sarif'],
      'option "--output" needs FORMAT=FILE with a format of text, json, sarif, github, gitlab, junit, such as sarif=findings.sarif, not "findings.sarif"',
    ],
    [
      ['check', '--output', 'json=k8s/web.yaml'],
      'option "--output" would write over "k8s/web.yaml", which may be a manifest: choose another name',
    ],
    [
      ['check', '--output', 'json=a.json', '--write-baseline', 'b.json'],
      'with "--write-baseline", no findings are reported: leave "--output" out',
    ],
    [['check', '--fix=yes'], 'option "--fix" takes no value, but got "yes"'],
    [
      ['check', '--kubernetes-version', 'two'],
      'option "--kubernetes-version" needs a version such as 1.34 or latest, not "two"',
    ],
    [
      ['check', '--kubernetes-version', 'cluster'],
      'option "--kubernetes-version" cannot be cluster: the command line reaches no cluster, so name a version such as 1.34',
    ],
    [['check', '--config', 'nowhere.yaml'], 'the config file "nowhere.yaml" does not exist'],
    [
      ['check', '--constructor'],
      'unknown option "--constructor": "kube-guardrails check --help" lists the options',
    ],
    [
      ['check', '--stdin-filename', 'a.yaml'],
      'option "--stdin-filename" only makes sense with the path - (standard input)',
    ],
    [
      ['check', '--fix', '-', '.'],
      'with "--fix", standard input (-) must be the only path: its fixed text is what is printed',
    ],
    [['explain'], '"explain" takes the id of one check, such as image-tag-latest'],
    [['explain', 'image-tag-lates'], 'there is no check "image-tag-lates": did you mean "image-tag-latest"?'],
    [['explain', 'qqqqqqqqqq'], 'there is no check "qqqqqqqqqq": "kube-guardrails list" shows all'],
    [['list', 'all'], '"list" takes no argument, but got "all"'],
    [['lsp'], 'start the language server with "kube-guardrails lsp --stdio"'],
  ])('%j', (args, message) => {
    expect(cli(args, { cwd: folder() })).toEqual({ code: 2, out: '', err: `kube-guardrails: ${message}\n` });
  });
});

describe('list', () => {
  it('prints a table', () => {
    const { code, out } = cli(['list'], { cwd: folder() });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^image-tag-latest +warning +images +to confirm +Images name the version that they run$/m,
    );
  });

  it('prints JSON with the fields that are documented', () => {
    const checks = JSON.parse(cli(['list', '--format', 'json'], { cwd: folder() }).out) as { id: string }[];
    for (const check of checks) {
      expect(Object.keys(check)).toEqual(['id', 'category', 'basis', 'severity', 'title', 'fix', 'aliases']);
    }
    const ids = checks.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
    expect(checks.find(({ id }) => id === 'image-tag-latest')).toMatchObject({
      category: 'images',
      basis: 'guardrail',
      severity: 'warning',
      fix: { kind: 'placeholder', safe: false },
      aliases: { 'kube-linter': ['latest-tag'] },
    });
  });
});

describe('explain', () => {
  it('prints the page of a check', () => {
    const { code, out } = cli(['explain', 'image-tag-latest'], { cwd: folder() });
    expect(code).toBe(0);
    expect(out).toMatch(/^# image-tag-latest\n/);
    expect(out).toContain('## Why it matters');
    expect(out).toContain('Elsewhere: kube-linter latest-tag;');
  });

  it('knows the names that other tools have for it', () => {
    expect(cli(['explain', 'latest-tag'], { cwd: folder() }).out).toMatch(/^# image-tag-latest\n/);
  });
});

describe('colours', () => {
  const files = { ...CONFIG, 'web.yaml': pod() };
  const isColored = (args: readonly string[], env: Record<string, string> = {}): boolean =>
    cli(['check', ...args], { cwd: folder(files), env }).out.includes('\u001b[');

  it('are for terminals, unless somebody says otherwise', () => {
    expect(isColored([])).toBe(false);
    expect(isColored(['--color', 'always'])).toBe(true);
    expect(isColored(['--color', 'always'], { NO_COLOR: '1' })).toBe(true);
    expect(isColored([], { FORCE_COLOR: '1' })).toBe(true);
    expect(isColored([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(isColored([], { FORCE_COLOR: '0' })).toBe(false);
    expect(isColored(['--color', 'never'], { FORCE_COLOR: '1' })).toBe(false);
  });
});

describe('the version of a cluster', () => {
  const files = { '.kube-guardrails.yaml': 'kubernetesVersion: cluster\n', 'a.yaml': pod('nginx:1.27.0') };

  it('is nothing that the command line knows', () => {
    const cwd = folder(files);
    const { code, out, err } = cli(['check', 'a.yaml'], { cwd });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(
      /^kube-guardrails: .*\.kube-guardrails\.yaml sets `kubernetesVersion: cluster`, and the command line reaches no cluster: name a version .*\n$/,
    );
    expect(cli(['check', 'a.yaml', '--kubernetes-version', '1.34'], { cwd }).err).toBe('');
  });

  it('in a comment is told at its place', () => {
    const text = `# kube-guardrails-kubernetes-version: cluster\n${pod('nginx:1.27.0')}`;
    const { out } = cli(['check', 'a.yaml'], { cwd: folder({ 'a.yaml': text }) });
    expect(out).toContain('no cluster can be chosen here, so the latest known version is used');
  });
});
