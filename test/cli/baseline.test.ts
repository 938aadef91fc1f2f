import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG, checkJson, cli, folder, pod } from './harness.ts';

const TWO = `${pod()}    - name: cache\n      image: redis\n`;

function write(cwd: string, ...args: readonly string[]): string {
  const run = cli(['check', '--write-baseline', 'baseline.json', ...args], { cwd });
  expect(run).toMatchObject({ code: 0, err: '' });
  return run.out;
}

describe('--write-baseline', () => {
  it('lists findings by file, object, check and named field, one a line', () => {
    const cwd = folder({ ...CONFIG, 'b.yaml': TWO, 'apps/a.yaml': `${pod()}---\n${pod()}` });
    expect(write(cwd)).toBe('wrote baseline.json: 4 findings in 2 files\n');
    expect(readFileSync(join(cwd, 'baseline.json'), 'utf8')).toBe(`{
  "version": 1,
  "findings": {
    "apps/a.yaml": [
      {"object":"Pod web","check":"image-tag-latest","at":"spec.containers[web].image","count":2}
    ],
    "b.yaml": [
      {"object":"Pod web","check":"image-tag-latest","at":"spec.containers[cache].image","count":1},
      {"object":"Pod web","check":"image-tag-latest","at":"spec.containers[web].image","count":1}
    ]
  }
}
`);
  });

  it('leaves out what is waived, and can be empty', () => {
    const waived = pod().replace('kind', '# kube-guardrails-disable image-tag-latest -- ok\nkind');
    const cwd = folder({ ...CONFIG, 'a.yaml': waived });
    expect(write(cwd)).toBe('wrote baseline.json: 0 findings in 0 files\n');
    expect(cli(['check', '--baseline', 'baseline.json'], { cwd }).code).toBe(0);
  });

  it('leaves a file alone that is no baseline, and writes one anew that Git could not merge', () => {
    const cwd = folder({ ...CONFIG, 'a.yaml': pod(), 'a.json': '{"apiVersion": "v1"}' });
    for (const name of ['a.yaml', 'a.json', '.']) {
      expect(cli(['check', '--fix', '--write-baseline', name], { cwd })).toEqual({
        code: 2,
        out: '',
        err: `kube-guardrails: the baseline "${name}" cannot be written: what is there is no baseline, and is left as it is\n`,
      });
    }
    expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(pod());
    writeFileSync(join(cwd, 'baseline.json'), '{\n  "version": 1,\n  "findings": {\n<<<<<<< HEAD\n');
    expect(write(cwd)).toBe('wrote baseline.json: 1 finding in 1 file\n');
    writeFileSync(join(cwd, 'baseline.json'), '');
    write(cwd);
  });

  it('says why it cannot be written', () => {
    const cwd = folder({ ...CONFIG, 'a.yaml': pod() });
    expect(cli(['check', '--write-baseline', 'no/b.json'], { cwd })).toEqual({
      code: 2,
      out: '',
      err: 'kube-guardrails: the baseline "no/b.json" cannot be written: there is no such folder\n',
    });
  });
});

describe('--baseline', () => {
  it('leaves out what is known, wherever its lines and items have moved', () => {
    const cwd = folder({ ...CONFIG, 'a.yaml': TWO });
    write(cwd);
    const moved = TWO.replace(
      '    - name: web\n',
      '    - name: new\n      image: nginx:1.29.3\n    - name: web\n',
    );
    writeFileSync(join(cwd, 'a.yaml'), `# moved\n\n${moved}`);
    const { report, run } = checkJson(['--baseline', 'baseline.json'], { cwd });
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(report.findings).toEqual([]);
    expect(report.summary).toMatchObject({ warnings: 0, baseline: 2, objects: 1 });
    expect(cli(['check', '--baseline', 'baseline.json'], { cwd }).out).toMatch(
      /^No findings in 1 object of 1 file \(2 in the baseline\), /,
    );
  });

  it('reports what is new: another object, another container, one more of the same', () => {
    const cwd = folder({ ...CONFIG, 'a.yaml': pod() });
    write(cwd);
    writeFileSync(join(cwd, 'a.yaml'), `${TWO}---\n${pod()}---\n${pod('other')}`);
    const { report, run } = checkJson(['--baseline', 'baseline.json'], { cwd });
    expect(run.code).toBe(1);
    expect(report.findings.map(({ line }) => line)).toEqual([10, 19, 28]);
    expect(report.summary).toMatchObject({ warnings: 3, baseline: 1 });
  });

  it('holds in other folders, and for standard input', () => {
    const cwd = folder({ ...CONFIG, 'apps/a.yaml': pod() });
    write(cwd);
    const { code, err } = cli(['check', '--baseline', '../baseline.json', '.'], { cwd: join(cwd, 'apps') });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    cli(['check', '--write-baseline', 'in.json', '-'], { cwd, input: pod() });
    expect(cli(['check', '--baseline', 'in.json', '-'], { cwd, input: `\n${pod()}` }).code).toBe(0);
    expect(cli(['check', '--baseline', 'in.json', '-'], { cwd, input: pod('b') }).code).toBe(1);
  });

  it('tells what is no longer found, in files of this run and in files that are gone', () => {
    const cwd = folder({ ...CONFIG, 'a.yaml': pod(), 'b.yaml': pod('b'), 'c.yaml': pod('c') });
    write(cwd);
    writeFileSync(join(cwd, 'a.yaml'), pod('web', 'nginx:1.29.3'));
    writeFileSync(join(cwd, 'c.yaml'), pod('c', 'nginx:1.29.3'));
    rmSync(join(cwd, 'b.yaml'));
    const { code, err } = cli(['check', '--baseline', 'baseline.json', 'a.yaml'], { cwd });
    expect({ code, err }).toEqual({
      code: 0,
      err: `\
kube-guardrails: baseline.json: 2 findings are no longer there; "--write-baseline baseline.json" writes it anew without:
kube-guardrails:   a.yaml: image-tag-latest at spec.containers[web].image of Pod web
kube-guardrails:   b.yaml: image-tag-latest at spec.containers[b].image of Pod b
`,
    });
  });

  it('goes by the message of what is about no field', () => {
    const cwd = folder({ ...CONFIG, 'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: [\n' });
    write(cwd);
    writeFileSync(join(cwd, 'a.yaml'), '\napiVersion: v1\nkind: Pod\nmetadata: [\n');
    expect(cli(['check', '--baseline', 'baseline.json'], { cwd })).toMatchObject({ code: 0, err: '' });
  });
});

describe('a baseline that cannot be used ends with one line and exit code 2', () => {
  const again = 'write it with "--write-baseline b.json"';
  const unusable = 'the baseline "b.json" cannot be used:';
  it.each([
    [undefined, `the baseline "b.json" does not exist: ${again}`],
    [Buffer.from([0, 1]), `${unusable} it is not a text`],
    ['[]', `${unusable} it is no JSON object; name another file`],
    ['{"version": 2, "findings": 1}', `${unusable} its version is 2, and not 1; ${again} anew`],
    ['{}', `${unusable} its version is missing, and not 1; name another file`],
    ['{"version": 1, "findings": []}', `${unusable} "findings" is no object; ${again} anew`],
    ['{"version": 1, "findings": {"a": 1}}', `${unusable} findings["a"] is no list; ${again} anew`],
    ['{"version": 1, "findings": {"a": [1]}}', `${unusable} findings["a"][0] is no object; ${again} anew`],
    [
      '{"version": 1, "findings": {"a": [{"object": "", "check": "x", "at": "y"}, {"check": "x"}]}}',
      `${unusable} findings["a"][1] has no text "object"; ${again} anew`,
    ],
    [
      '{"version": 1, "findings": {"a": [{"object": "", "check": "x", "at": "y", "count": 0}]}}',
      `${unusable} findings["a"][0] has a "count" that is no whole number above 0; ${again} anew`,
    ],
  ])('%s', (text, message) => {
    const cwd = folder({ ...CONFIG, 'a.yaml': pod(), ...(text === undefined ? {} : { 'b.json': text }) });
    expect(cli(['check', '--baseline', 'b.json'], { cwd })).toEqual({
      code: 2,
      out: '',
      err: `kube-guardrails: ${message}\n`,
    });
  });

  it('names the place where JSON breaks off', () => {
    const cwd = folder({ ...CONFIG, 'b.json': '{\n  "version": 1,\n<<<<<<< HEAD\n"findings"' });
    const { code, err } = cli(['check', '--baseline', 'b.json'], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(
      /^kube-guardrails: the baseline "b.json" cannot be used: it is no JSON \(.*line 3.*\); write/,
    );
  });
});
