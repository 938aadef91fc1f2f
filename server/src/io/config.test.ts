import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHECKS } from '../core/checks/index.ts';
import type { EditorSettings } from '../core/settings.ts';
import { Configs } from './config.ts';
import { matcher } from '../core/globs.ts';
import { canonicalUri, pathToUri } from './uris.ts';
import { processorTime } from '../../../test/harness/processorTime.ts';

const DEFAULTS: EditorSettings = { enable: true, kubernetesVersion: '', checks: {}, ignore: [] };
let root: string;
let open: Map<string, string>;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'config-'));
  open = new Map();
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function uri(path: string): string {
  return pathToUri(join(root, path));
}

function configs(settings: Record<string, Partial<EditorSettings>> = {}): Configs {
  const result = new Configs({
    checks: CHECKS,
    onError: (_id, error) => {
      throw error;
    },
    openText: (one) => open.get(one),
  });
  result.setEditorSettings(
    new Map(Object.entries(settings).map(([key, value]) => [key, { ...DEFAULTS, ...value }])),
  );
  return result;
}

describe('Configs', () => {
  it('takes the nearest config file, which replaces those above it', () => {
    write('.kube-guardrails.yaml', 'kubernetesVersion: 1.30\n');
    write('app/.kube-guardrails.yaml', 'ignore: [vendor/**]\n');
    const config = configs();
    expect(config.of(uri('a.yaml')).diagnoser.config.version).toBe(30);
    expect(config.of(uri('app/b/a.yaml')).diagnoser.config.version).not.toBe(30);
    expect(config.of(uri('app/vendor/x/a.yaml')).isIgnored(uri('app/vendor/x/a.yaml'))).toBe(true);
    expect(config.of(uri('app/a.yaml')).isIgnored(uri('app/a.yaml'))).toBe(false);
    expect(config.of(uri('app/a.yaml'))).toBe(config.of(uri('app/b/a.yaml')));
  });

  it('does not look beyond the root of a repository', () => {
    write('.kube-guardrails.yaml', 'kubernetesVersion: 1.30\n');
    mkdirSync(join(root, 'app/.git'), { recursive: true });
    expect(configs().fileFor(uri('app/b/a.yaml'))).toBeUndefined();
  });

  it('reads again when told, and an open text wins', () => {
    const config = configs();
    expect(config.fileFor(uri('a.yaml'))).toBeUndefined();
    write('.kube-guardrails.yaml', 'kubernetesVersion: 1.30\n');
    config.forget();
    expect(config.of(uri('a.yaml')).diagnoser.config.version).toBe(30);
    open.set(uri('.kube-guardrails.yaml'), 'kubernetesVersion: 1.29\n');
    config.forget();
    expect(config.of(uri('a.yaml')).diagnoser.config.version).toBe(29);
  });

  it("puts the editor's settings of the workspace folder over the file", () => {
    write('.kube-guardrails.yaml', 'kubernetesVersion: 1.30\n');
    const config = configs({
      '': {},
      [uri('app')]: { kubernetesVersion: '1.31', ignore: ['gen'] },
      [uri('off')]: { enable: false },
    });
    expect(config.of(uri('app/a.yaml')).diagnoser.config.version).toBe(31);
    expect(config.of(uri('a.yaml')).diagnoser.config.version).toBe(30);
    expect(config.of(uri('app/gen/a.yaml')).isIgnored(uri('app/gen/a.yaml'))).toBe(true);
    expect(config.of(uri('off/a.yaml')).enabled).toBe(false);
    expect(config.of('untitled:Untitled-1').diagnoser.config.version).toBe(30);
  });
});

describe('matcher', () => {
  it.each([
    ['vendor/**', 'vendor/a/b.yaml', true],
    ['vendor', 'vendor/a/b.yaml', true],
    ['./vendor/', 'vendor/a.yaml', true],
    ['vendor', 'app/vendor/a.yaml', false],
    ['**/vendor', 'app/vendor/a.yaml', true],
    ['*.gen.yaml', 'a.gen.yaml', true],
    ['*.gen.yaml', 'app/a.gen.yaml', false],
    ['**/*.gen.yaml', '.hidden/a.gen.yaml', true],
    ['{a,b}/*.yaml', 'b/c.yaml', true],
    ['{a,b{c,d}}/**', 'bd/e/f.yaml', true],
    ['{a,b}/*.yaml', 'c/c.yaml', false],
    ['**/test/**/x?.yaml', 'test/x1.yaml', true],
    ['**/test/**/x?.yaml', 'a/test/b/c/x12.yaml', false],
    ['[a-c!]*.yaml', 'bx.yaml', true],
    ['[!a-c]*.yaml', 'bx.yaml', false],
    ['**', 'a.yaml', true],
    ['a*b*c.yaml', 'a1b2bc.yaml', true],
  ])('%s on %s: %s', (glob, path, expected) => {
    expect(matcher([glob])(path)).toBe(expected);
  });

  it('is not kept busy by a hostile glob', () => {
    const globs = [
      '*a*a*a*a*a*a*a*a*a*b',
      '+(a|aa)+b',
      '**/*a*a*ab',
      '**/**/**/a*/**/*a*b',
      '{a,aa}{a,aa}{a,aa}'.repeat(40),
    ];
    const time = processorTime(() => expect(matcher(globs)('a'.repeat(255))).toBe(false));
    expect(time).toBeLessThan(1000);
  });
});

it('spells an address in one way', () => {
  expect(pathToUri('/a b/c+d@e/ä#.yaml')).toBe('file:///a%20b/c%2Bd@e/%C3%A4%23.yaml');
  for (const spelling of ['file:///a%20b/c+d%40e/%c3%a4%23.yaml', 'file:///a%20b/c%2Bd@e/%C3%A4%23.yaml']) {
    expect(canonicalUri(spelling)).toBe('file:///a%20b/c%2Bd@e/%C3%A4%23.yaml');
  }
  expect(canonicalUri('untitled:Untitled-1')).toBe('untitled:Untitled-1');
});
