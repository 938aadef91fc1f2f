import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG, checkJson, cli, folder, only, pod } from './harness.ts';

function git(cwd: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}

/** A repository with one commit on `main`, and a branch that is checked out. */
function repository(files: Readonly<Record<string, string>>): string {
  const cwd = folder({ ...CONFIG, ...files });
  git(cwd, 'init', '-q', '-b', 'main');
  commit(cwd);
  git(cwd, 'checkout', '-q', '-b', 'topic');
  return cwd;
}

function commit(cwd: string): void {
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-q', '-m', 'x');
}

function found(cwd: string, ...args: readonly string[]): string[] {
  const { report, run } = checkJson(['--changed-since', 'main', ...args], { cwd });
  expect(run.err).toBe('');
  return report.findings.map(({ file }) => file);
}

describe('--changed-since', () => {
  it('reports files of commits since, uncommitted ones and new ones', () => {
    const cwd = repository({
      'same.yaml': pod(),
      'committed.yaml': pod(),
      'staged.yaml': pod(),
      'edited ä.yaml': pod(),
      'gone.yaml': pod(),
      'old/name.yaml': pod(),
      '.gitignore': 'ignored.yaml\n',
    });
    expect(found(cwd)).toEqual([]);
    writeFileSync(join(cwd, 'committed.yaml'), pod('new'));
    commit(cwd);
    writeFileSync(join(cwd, 'staged.yaml'), pod('new'));
    git(cwd, 'add', 'staged.yaml');
    writeFileSync(join(cwd, 'edited ä.yaml'), pod('new'));
    rmSync(join(cwd, 'gone.yaml'));
    renameSync(join(cwd, 'old/name.yaml'), join(cwd, 'old/other.yaml'));
    writeFileSync(join(cwd, 'untracked.yaml'), pod());
    writeFileSync(join(cwd, 'ignored.yaml'), pod());
    expect(found(cwd)).toEqual([
      'committed.yaml',
      'edited ä.yaml',
      'old/other.yaml',
      'staged.yaml',
      'untracked.yaml',
    ]);
    expect(found(cwd, 'old', 'same.yaml')).toEqual(['old/other.yaml']);
    expect(found(join(cwd, 'old'))).toEqual(['other.yaml']);
  });

  it('leaves out what only the other branch has changed', () => {
    const cwd = repository({ 'a.yaml': pod(), 'b.yaml': pod() });
    git(cwd, 'checkout', '-q', 'main');
    writeFileSync(join(cwd, 'a.yaml'), pod('new'));
    commit(cwd);
    git(cwd, 'checkout', '-q', 'topic');
    writeFileSync(join(cwd, 'b.yaml'), pod('new'));
    commit(cwd);
    expect(found(cwd)).toEqual(['b.yaml']);
  });

  it('still follows references into files that did not change', () => {
    const service = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: metrics }]
`;
    const labelled = pod('web', 'nginx:1.29.3')
      .replace('name: web\n', 'name: web\n  labels: { app: web }\n')
      .concat('      ports: [{ name: http, containerPort: 80 }]\n');
    const cwd = repository({
      '.kube-guardrails.yaml': only('service-target-port-missing'),
      'pod.yaml': labelled,
    });
    writeFileSync(join(cwd, 'service.yaml'), service);
    const { report } = checkJson(['--changed-since', 'HEAD'], { cwd });
    expect(report.findings.map(({ file, id }) => [file, id])).toEqual([
      ['service.yaml', 'service-target-port-missing'],
    ]);
  });

  it('fixes nothing in other files', () => {
    const text = pod('web', 'nginx:1.29.3').replace(
      '  name: web\n',
      '  name: web\n  labels: { tier: "1" }\n',
    );
    const number = text.replace('"1"', '1');
    const cwd = repository({ 'a.yaml': number, 'b.yaml': number });
    writeFileSync(join(cwd, 'b.yaml'), `# changed\n${number}`);
    const { err } = cli(['check', '--fix', '--changed-since', 'main'], { cwd });
    expect(err).toContain('fixed 1 finding in 1 file');
    expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(number);
    expect(readFileSync(join(cwd, 'b.yaml'), 'utf8')).toBe(`# changed\n${text}`);
  });

  it('knows files by their real places, and standard input always', () => {
    const cwd = repository({ 'real/a.yaml': pod() });
    symlinkSync('real', join(cwd, 'link'));
    writeFileSync(join(cwd, 'real/a.yaml'), pod('new'));
    expect(found(cwd, 'link/a.yaml')).toEqual(['link/a.yaml']);
    const run = cli(['check', '--changed-since', 'main', '-'], { cwd, input: pod() });
    expect(run).toMatchObject({ code: 1, err: '' });
  });
});

/** What is said of a run that cannot be made. */
function fails(cwd: string, revision: string, env: Record<string, string> = {}): string {
  const { code, out, err } = cli(['check', '--changed-since', revision], { cwd, env });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  return err;
}

describe('--changed-since ends with one line and exit code 2', () => {
  it('outside of a repository', () => {
    expect(fails(folder(CONFIG), 'main')).toBe(
      'kube-guardrails: option "--changed-since": needs a Git repository, and the current folder is in none\n',
    );
  });

  it('for a revision that is not there, whatever it looks like', () => {
    const cwd = repository({ 'a.yaml': pod() });
    for (const revision of ['mian', '-n', '$(touch x)', 'main^{tree}'])
      expect(fails(cwd, revision)).toMatch(
        /^kube-guardrails: option "--changed-since": Git knows no revision ".*" here: give a branch, a tag or a commit that "git log" knows\n$/,
      );
  });

  it('without Git', () => {
    const cwd = repository({ 'a.yaml': pod() });
    mkdirSync(join(cwd, 'empty'));
    expect(fails(cwd, 'main', { PATH: join(cwd, 'empty') })).toBe(
      'kube-guardrails: option "--changed-since": needs Git, and there is no program "git" in PATH\n',
    );
  });

  it('without a common commit', () => {
    const cwd = repository({ 'a.yaml': pod() });
    git(cwd, 'checkout', '-q', '--orphan', 'other');
    writeFileSync(join(cwd, 'b.yaml'), pod());
    commit(cwd);
    expect(fails(cwd, 'main')).toContain('"main" and HEAD have no commit in common: ');
  });

  it('in a part of the history, which it says', () => {
    const origin = repository({ 'a.yaml': pod() });
    writeFileSync(join(origin, 'b.yaml'), pod());
    commit(origin);
    const cwd = folder();
    git(cwd, 'clone', '-q', '--depth', '1', `file://${origin}`, '.');
    expect(fails(cwd, 'HEAD~1')).toContain('only a part of the history is here, so fetch all of it first');
  });

  it('with --write-baseline', () => {
    const cwd = folder(CONFIG);
    expect(cli(['check', '--changed-since', 'x', '--write-baseline', 'b.json'], { cwd }).err).toBe(
      'kube-guardrails: with "--changed-since", a baseline would hold a part of the findings only: leave it out\n',
    );
    expect(cli(['check', '--baseline', 'b.json', '--write-baseline', 'b.json'], { cwd }).err).toBe(
      'kube-guardrails: "--baseline" reads a baseline and "--write-baseline" writes one anew: use one of them\n',
    );
  });
});
