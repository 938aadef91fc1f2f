import { once } from 'node:events';
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG, SERVER, checkJson, cli, folder, pod } from './harness.ts';

describe('files that are no manifests', () => {
  const NOT_UTF8 = Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe, 0x0a]);

  it('are skipped with a line while walking', () => {
    const cwd = folder({
      ...CONFIG,
      'a.yaml': pod(),
      'binary.yaml': Buffer.from([1, 0, 2]),
      'huge.yaml': Buffer.alloc(50 * 1024 * 1024, 'a: b\n'),
      'latin.yaml': NOT_UTF8,
    });
    const { report, run } = checkJson([], { cwd });
    expect(run.code).toBe(1);
    expect(run.err.split('\n').toSorted().filter(Boolean)).toEqual([
      'kube-guardrails: binary.yaml: skipped, it is not a text',
      'kube-guardrails: huge.yaml: skipped, it is larger than 10 MB',
      'kube-guardrails: latin.yaml: skipped, it is not UTF-8 text',
    ]);
    expect(report.findings.map(({ file }) => file)).toEqual(['a.yaml']);
  });

  it('are an error where they are named', () => {
    const cwd = folder({ ...CONFIG, 'latin.yaml': NOT_UTF8 });
    expect(cli(['check', 'latin.yaml'], { cwd })).toMatchObject({
      code: 2,
      err: 'kube-guardrails: latin.yaml: cannot be checked, it is not UTF-8 text\n',
    });
  });

  it('are named for what they are if they are UTF-16, as PowerShell writes it', () => {
    const utf16 = Buffer.from(`\ufeff${pod()}`, 'utf16le');
    const cwd = folder({ ...CONFIG, 'a.yaml': utf16, 'b.yaml': Buffer.from(utf16).swap16() });
    for (const file of ['a.yaml', 'b.yaml']) {
      expect(cli(['check', file], { cwd })).toMatchObject({
        code: 2,
        err: `kube-guardrails: ${file}: cannot be checked, it is UTF-16 text: save it as UTF-8\n`,
      });
    }
  });

  it('are not waited for if they are pipes', () => {
    const cwd = folder(CONFIG);
    execFileSync('mkfifo', [join(cwd, 'pipe.yaml')]);
    expect(cli(['check'], { cwd }).code).toBe(0);
    expect(cli(['check', 'pipe.yaml'], { cwd })).toMatchObject({
      code: 2,
      err: 'kube-guardrails: pipe.yaml: cannot be checked, it cannot be read\n',
    });
  });
});

describe('manifests that want to do harm', () => {
  it.each([
    ['an alias bomb', bomb()],
    ['deep nesting', `${pod()}  x: ${'['.repeat(50_000)}\n`],
    [
      'a very long line',
      pod().replace('metadata:', `metadata:\n  labels: { a: b, long: ${'x'.repeat(2_000_000)}, a: c }`),
    ],
    ['many documents', `${pod()}---\n`.repeat(2000)],
    ['keys of Object.prototype', `${pod()}__proto__: {polluted: true}\nconstructor: 1\ntoString: 2\n`],
  ])('%s ends soon, with an answer', (_, text) => {
    const started = performance.now();
    const { code, out, err } = cli(['check', '--no-progress'], {
      cwd: folder({ ...CONFIG, 'a.yaml': text }),
    });
    expect(code).toBe(1);
    expect(err).toBe('');
    expect(out.split('\n').every((line) => line.length < 3_000_000)).toBe(true);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

describe('a reader who stops reading', () => {
  it('ends the run without a complaint', async () => {
    const cwd = folder({ ...CONFIG, 'a.yaml': `${pod()}---\n`.repeat(3000) });
    const child = spawn(process.execPath, [join(SERVER, 'bin/kube-guardrails.js'), 'check'], { cwd });
    let err = '';
    child.stderr.on('data', (part: Buffer) => (err += part.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    await once(child, 'close');
    expect(err).toBe('');
  });
});

/** Nine lists of nine aliases each: 9^9 values if somebody followed them all. */
function bomb(): string {
  const names = 'abcdefghi';
  const lines = names.split('').map((name, index) => {
    const before = index === 0 ? '"x"' : `*${names[index - 1]}`;
    return `  ${name}: &${name} [${Array.from({ length: 9 }, () => before).join(', ')}]`;
  });
  return `${pod()}data:\n${lines.join('\n')}\n`;
}
