import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../text.ts';
import { ManifestDocument } from '../../manifest/document.ts';
import type { ProjectConfig } from '../config.ts';
import { CHECKS } from '../index.ts';
import { readConfig } from './read.ts';

interface Result {
  readonly messages: readonly string[];
  /** The text after the first fix of each finding. */
  readonly fixed: string;
  readonly config: ProjectConfig;
}

function read(text: string): Result {
  const { config, findings } = readConfig(new ManifestDocument(text), CHECKS);
  const edits = findings.flatMap(({ fixes }) => fixes[0]?.edits() ?? []);
  return {
    messages: findings.map(({ span, message }) => `${text.slice(span.start, span.end)}: ${message}`),
    fixed: applyEdits(text, edits),
    config,
  };
}

describe('a config file', () => {
  it('is read', () => {
    const { messages, config } = read(`kubernetesVersion: 1.30
extends: [strict, pss-baseline]
checks:
  cpu-limit-missing: warning
  image-registry-not-allowed: { severity: off, registries: [a.example.com] }
  unknown-field: off
overrides:
  - files: ["charts/**"]
    kinds: Job
    checks: { image-tag-latest: off }
ignore: [vendor]
`);
    expect(messages).toEqual([]);
    expect(config).toMatchObject({ version: 30, extends: ['strict', 'pss-baseline'], ignore: ['vendor'] });
    expect(config.checks.get('image-registry-not-allowed')).toEqual({
      severity: 'off',
      options: { registries: ['a.example.com'] },
    });
    expect(config.overrides).toEqual([
      {
        files: ['charts/**'],
        kinds: ['Job'],
        checks: new Map([['image-tag-latest', { severity: 'off', options: {} }]]),
      },
    ]);
  });

  it.each([
    ['chekcs: {}', 'chekcs: unknown setting `chekcs`: did you mean `checks`?', 'checks: {}'],
    [
      'extends: [strickt]',
      'strickt: there is no preset "strickt": did you mean `strict`?',
      'extends: [strict]',
    ],
    [
      'extends: [kubelint, strict]',
      'kubelint: there is no preset "kubelint": did you mean `kube-linter`?',
      'extends: [kube-linter, strict]',
    ],
    [
      'checks: { image-tag-latst: off }',
      'image-tag-latst: unknown check `image-tag-latst`: did you mean `image-tag-latest`?',
      'checks: { image-tag-latest: off }',
    ],
    [
      'checks: { latest-tag: off }',
      "latest-tag: `latest-tag` is kube-linter's name: here it is `image-tag-latest`",
      'checks: { image-tag-latest: off }',
    ],
    [
      'checks: { image-tag-latest: eror }',
      'eror: expected off, information, warning or error, got "eror": did you mean `error`?',
      'checks: { image-tag-latest: error }',
    ],
    [
      'overrides: [{ file: ["a"], checks: {} }]',
      'file: unknown condition `file`: did you mean `files`?',
      'overrides: [{ files: ["a"], checks: {} }]',
    ],
    [
      'overrides: [{ kinds: [Job], kubernetesVersion: 1.30 }]',
      'kubernetesVersion: `kubernetesVersion` holds for whole files and cannot depend on `kinds`: move it to an override that has `files` only',
      'overrides: [{ kinds: [Job] }]',
    ],
  ])('%s', (text, message, fixed) => {
    const result = read(text);
    expect(result.messages).toEqual([message]);
    expect(result.fixed).toBe(fixed);
  });

  it.each([
    ['checks: []', 'expected a mapping from check ids to severities, got a list'],
    ['overrides: {}', 'expected a list of overrides such as "- files: [charts/**]", got a mapping'],
    ['overrides: [x]', 'expected what to override and for what, got "x"'],
    ['overrides: [{ kinds: [] }]', '`kinds` names nothing, so this override never holds'],
    ['overrides: [{ kinds: [3] }]', 'expected a glob such as Job, got "3"'],
    ['overrides: [{ kinds: }]', 'expected a list of globs such as [Job], got nothing'],
    ['ignore: { a: b }', 'expected a list of globs such as ["vendor/**"], got a mapping'],
    ['checks: { resource-range: { minCpu: 3 } }', 'expected text, got "3"'],
    ['extends: { a: b }', 'expected a list of presets such as [recommended], got a mapping'],
    ['kubernetesVersion: 2.0', 'expected a version such as "1.34", latest or cluster, got "2.0"'],
    [
      'kubernetesVersion: 1.99',
      'the schemas of 1.99 are not known: fields are checked as in 1.36, the newest known version',
    ],
    [
      'kubernetesVersion: "1.20"',
      'the schemas of 1.20 are not known: fields are checked as in 1.22, the oldest known version',
    ],
  ])('%s is told', (text, message) => {
    expect(read(text).messages.map((one) => one.slice(one.indexOf(': ') + 2))).toEqual([message]);
  });

  it('applies as far as it can be read', () => {
    const { config } = read(
      'nonsense: 1\nextends: [strickt]\nchecks: { x-y: off, host-port: off }\nignore: [1, b]\n',
    );
    expect(config.extends).toBeUndefined();
    expect([...config.checks.keys()]).toEqual(['host-port']);
    expect(config.ignore).toEqual(['b']);
  });

  it('does not widen an override whose condition cannot be read', () => {
    const { config } = read(
      'overrides:\n  - { kind: [Job], checks: { host-port: off } }\n  - { kinds: 3 }\n',
    );
    expect(config.overrides).toEqual([]);
  });
});
