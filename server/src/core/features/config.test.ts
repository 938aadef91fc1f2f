import { describe, expect, it } from 'vitest';
import { parseFixture } from '../../../../test/harness/fixture.ts';
import { SCHEMAS } from '../../../../test/harness/schemas.ts';
import { CHECKS } from '../checks/index.ts';
import { PRESETS } from '../checks/config/presets.ts';
import { SchemaProvider } from '../schema/provider.ts';
import { applyEdits } from '../text.ts';
import { Workspace } from '../workspace.ts';
import { suggestionsAt } from './completion.ts';
import type { Suggestion } from './completion/suggestion.ts';
import { configHover } from './configHover.ts';

function at(source: string): { text: string; offset: number; uri: string } {
  const { files, cursor } = parseFixture(source, '.kube-guardrails.yaml');
  const [file] = files;
  if (!file || !cursor) throw new Error('no cursor');
  return { text: file.text, offset: cursor.offset, uri: file.uri };
}

function complete(source: string): Suggestion[] {
  const { text, offset, uri } = at(source);
  const workspace = new Workspace();
  const schemas = new SchemaProvider(workspace, SCHEMAS);
  return suggestionsAt(text, offset, {
    uri,
    start: 0,
    workspace,
    version: 36,
    schemas,
    checks: CHECKS,
  }).toSorted((a, b) => a.rank - b.rank);
}

function labels(source: string): string[] {
  return complete(source).map(({ label }) => label);
}

function accept(source: string, label: string): string {
  const chosen = complete(source).find((one) => one.label === label);
  if (!chosen) throw new Error(`no ${label} among ${labels(source).join(', ')}`);
  return applyEdits(at(source).text, [chosen.edit]);
}

function hover(source: string): string | undefined {
  const { text, offset } = at(source);
  return configHover(text, offset, { checks: CHECKS, link: (id) => `page:${id}` })?.text;
}

const CONDITIONS = ['files', 'kinds', 'namespaces', 'names', 'containers', 'checks', 'kubernetesVersion'];

describe('completion in the config file', () => {
  it('gives settings and what follows them', () => {
    expect(labels('<|>')).toContain('overrides');
    expect(labels('ignore: []\n<|>')).not.toContain('ignore');
    expect(accept('<|>', 'kubernetesVersion')).toBe('kubernetesVersion: "1.36"');
    expect(accept('ex<|>', 'extends')).toBe('extends: []');
    expect(accept('<|>', 'checks')).toBe('checks:\n  ');
    expect(accept('<|>', 'overrides')).toBe('overrides:\n  - ');
  });

  it('gives presets', () => {
    const presets = [...PRESETS.keys()];
    expect(labels('extends: [<|>]')).toEqual(presets);
    expect(labels('extends: [strict, <|>]')).toEqual(presets);
    expect(labels('extends: <|>')).toEqual(presets);
    expect(labels('extends:\n  - <|>')).toEqual(presets);
    expect(accept('extends:\n  <|>\n', '- strict')).toBe('extends:\n  - strict\n');
    expect(complete('extends: [<|>]')[1]?.detail).toMatch(/at least a warning/);
  });

  it('gives severities, options and their values', () => {
    expect(accept('checks:\n  host<|>', 'host-port')).toBe('checks:\n  host-port: off');
    expect(labels('checks: { host-port: <|> }')).toEqual(['off', 'information', 'warning', 'error']);
    expect(labels('checks:\n  image-registry-not-allowed:\n    <|>')).toEqual([
      'severity',
      'waivers',
      'registries',
    ]);
    expect(accept('checks:\n  image-registry-not-allowed:\n    <|>', 'registries')).toBe(
      'checks:\n  image-registry-not-allowed:\n    registries: []',
    );
  });

  it('gives conditions and checks of overrides', () => {
    expect(labels('overrides:\n  - <|>')).toEqual(CONDITIONS);
    expect(labels('overrides: [{ <|> }]')).toEqual(CONDITIONS);
    expect(accept('overrides:\n  <|>\n', '- kinds')).toBe('overrides:\n  - kinds: []\n');
    expect(accept('overrides:\n  - kinds: [Job]\n    <|>', 'checks')).toBe(
      'overrides:\n  - kinds: [Job]\n    checks:\n      ',
    );
    expect(labels('overrides:\n  - checks:\n      image-tag-latest: <|>')).toContain('off');
    expect(labels('overrides:\n  - checks:\n      image-<|>')).toContain('image-tag-latest');
  });
});

describe('hover in the config file', () => {
  it('says what a check is about and where to read more', () => {
    const text = hover('checks:\n  image-tag-<|>latest: off');
    expect(text).toMatch(
      /^\*\*image-tag-latest\*\*: .+\.\n\nRecommended: `warning`. Elsewhere: .*kube-linter `latest-tag`/,
    );
    expect(text).toContain('[More about `image-tag-latest`](page:image-tag-latest)');
    expect(hover('overrides: [{ checks: { unknown-fi<|>eld: off } }]')).toContain('page:unknown-field');
  });

  it('says what settings, options and presets are', () => {
    expect(hover('igno<|>re: []')).toBe(
      '**ignore**: *list of texts or text*\n\nGlobs of files that are not checked.',
    );
    expect(hover('checks:\n  image-registry-not-allowed:\n    regis<|>tries: []')).toContain('default `[]`');
    expect(hover('overrides:\n  - kin<|>ds: [Job]')).toContain('Kinds of objects.');
    expect(hover('extends: [str<|>ict]')).toContain('**strict**: Every check is at least a warning');
    expect(hover('checks: { host-port: { severi<|>ty: off } }')).toContain(
      '`off`, `information`, `warning`, `error`',
    );
    expect(hover('nothing: <|>known')).toBeUndefined();
  });
});
