import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, folder, pod } from './harness.ts';

describe('init', () => {
  it('writes a config file that changes nothing and has no mistakes', () => {
    const cwd = folder({ 'app/web.yaml': pod() });
    const check = (): string =>
      cli(['check', '--format', 'json', 'app'], { cwd }).out.replace(/"durationMs".*/, '');
    const before = check();
    expect(cli(['init', 'app'], { cwd })).toEqual({
      code: 0,
      out: 'wrote app/.kube-guardrails.yaml\n',
      err: '',
    });
    expect(check().replace('"files": 2', '"files": 1')).toBe(before);
  });

  it('never overwrites one', () => {
    const cwd = folder({ '.kube-guardrails.yaml': 'ignore: []\n' });
    const { code, err } = cli(['init'], { cwd });
    expect({ code, err }).toEqual({
      code: 2,
      err: 'kube-guardrails: .kube-guardrails.yaml: it exists already, and is left as it is\n',
    });
    expect(readFileSync(join(cwd, '.kube-guardrails.yaml'), 'utf8')).toBe('ignore: []\n');
    expect(cli(['init', 'nowhere'], { cwd }).err).toContain('there is no such folder');
  });
});
