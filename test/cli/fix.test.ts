import { chmodSync, readFileSync, readdirSync, readlinkSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG, cli, folder, only, pod } from './harness.ts';

const WAIVER = '# kube-guardrails-disable image-tag-latest -- old\n';
const CLEAN = pod('web', 'nginx:1.29.3');

describe('check --fix', () => {
  it('applies safe fixes only, says which, and reports what is left', () => {
    const cwd = folder({ ...CONFIG, 'a.yaml': `${WAIVER}${CLEAN}`, 'b.yaml': pod() });
    const { code, out, err } = cli(['check', '--fix'], { cwd });
    expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(CLEAN);
    expect(readFileSync(join(cwd, 'b.yaml'), 'utf8')).toBe(pod());
    expect(code).toBe(1);
    expect(err).toBe(
      'kube-guardrails: a.yaml: fixed unused-waiver\nkube-guardrails: fixed 1 finding in 1 file\n',
    );
    expect(out).toContain('b.yaml:8:14  warning');
  });

  it('changes nothing the second time', () => {
    const cwd = folder({ ...CONFIG, 'a.yaml': `${WAIVER}${CLEAN}---\n${WAIVER}${CLEAN}` });
    expect(cli(['check', '--fix'], { cwd })).toMatchObject({ code: 0 });
    const first = statSync(join(cwd, 'a.yaml'));
    expect(cli(['check', '--fix'], { cwd })).toMatchObject({ code: 0, err: '' });
    expect(statSync(join(cwd, 'a.yaml')).ino).toBe(first.ino);
    expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(`${CLEAN}---\n${CLEAN}`);
  });

  it('keeps byte order mark, line endings, mode and links, and leaves no other file', () => {
    const cwd = folder({ ...CONFIG, 'real/a.yaml': crlf(`${WAIVER}${CLEAN}`) });
    chmodSync(join(cwd, 'real/a.yaml'), 0o640);
    symlinkSync('real/a.yaml', join(cwd, 'link.yaml'));
    expect(cli(['check', '--fix', 'link.yaml'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'real/a.yaml'), 'utf8')).toBe(crlf(CLEAN));
    expect(statSync(join(cwd, 'real/a.yaml')).mode & 0o777).toBe(0o640);
    expect(readlinkSync(join(cwd, 'link.yaml'))).toBe('real/a.yaml');
    expect(readdirSync(join(cwd, 'real'))).toEqual(['a.yaml']);
  });

  it('prints the fixed text of standard input, and the findings elsewhere', () => {
    const cwd = folder(CONFIG);
    const { code, out, err } = cli(['check', '--fix', '-'], { cwd, input: `${WAIVER}${CLEAN}` });
    expect({ code, out }).toEqual({ code: 0, out: CLEAN });
    expect(err).toContain('kube-guardrails: <stdin>: fixed unused-waiver\n');
    expect(cli(['check', '--fix', '-'], { cwd, input: pod() })).toMatchObject({ code: 1, out: pod() });
  });

  it('leaves alone what a waiver covers and what was not named', () => {
    const cwd = folder({
      '.kube-guardrails.yaml': only(),
      'a.yaml': `${WAIVER}${CLEAN}`,
      'b.yaml': `${WAIVER.replace('image-tag-latest', 'no-such-check')}${CLEAN}`,
    });
    expect(cli(['check', '--fix', 'a.yaml'], { cwd })).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(cwd, 'b.yaml'), 'utf8')).toContain('no-such-check');
  });
});

/** As an editor on Windows writes it, without a line ending at the end. */
function crlf(text: string): string {
  return `\ufeff# first\r\n${text.replaceAll('\n', '\r\n')}# é 😀 last`;
}
