import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testConfig } from '../../../test/harness/check.ts';
import { parseFixture, ROOT } from '../../../test/harness/fixture.ts';
import { pageBlocks } from '../../../test/harness/pages.ts';
import { SCHEMAS } from '../../../test/harness/schemas.ts';
import type { PlacedFinding } from './checks/finding.ts';
import { fileEdits } from './checks/fix.ts';
import { CHECKS } from './checks/index.ts';
import { Diagnoser } from './diagnose.ts';
import { SchemaProvider } from './schema/provider.ts';
import { Workspace } from './workspace.ts';

const REPOSITORY = join(import.meta.dirname, '../../..');
const CROSSING = new Set(CHECKS.filter(({ scope }) => scope === 'workspace').map(({ id }) => id));

/** Blocks of the pages of checks that look at several objects; each is a few files that have to do with each other. */
const blocks = globSync('server/src/core/checks/*/*.md', { cwd: REPOSITORY })
  .toSorted()
  .filter((path) => CROSSING.has(basename(path, '.md')))
  .flatMap((path) => pageBlocks(readFileSync(join(REPOSITORY, path), 'utf8')))
  .map(({ text }) => parseFixture(text).files);

/** Things that concern every object below them. */
const SURROUNDINGS: readonly (readonly [path: string, text: string])[] = [
  ['Dockerfile', 'FROM node:24\nEXPOSE 3000\n'],
  ['app/Dockerfile', 'FROM scratch\nEXPOSE 8080\n'],
  ['compose.yaml', 'services:\n  web:\n    image: web\n    build: .\n'],
  ['chart/templates/a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n'],
  ['chart/Chart.yaml', 'apiVersion: v2\nname: chart\nversion: 1.0.0\n'],
  ['helm.yaml', 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ .Values.name }}\n'],
  ['kustomization.yaml', 'namePrefix: web-\nresources:\n  - manifest.yaml\n  - a/manifest.yaml\n'],
  ['a/kustomization.yaml', 'namespace: shop\ncommonLabels: { app: web }\nresources:\n  - manifest.yaml\n'],
  ['a/kustomization.yaml', 'resources: [manifest.yaml]\npatches:\n  - path: b/manifest.yaml\n'],
  ['quota.yaml', 'apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: all\n  namespace: shop\n'],
  [
    'limits.yaml',
    'apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: all\nspec:\n  limits:\n    - type: Container\n      default: { cpu: 1 }\n',
  ],
  [
    'release.yaml',
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: web\nspec: { chart: web }\n',
  ],
  [
    'secret.yaml',
    'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata:\n  name: db\nspec: { target: { name: db-credentials } }\n',
  ],
  [
    'account.yaml',
    'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: default\n# kube-guardrails-disable-file\n',
  ],
];

const FOLDERS = ['', 'a/', 'a/b/', 'app/'];
const WORDS = /[A-Za-z][\w.-]*|\d+/g;

type Texts = Map<string, string>;

interface Step {
  readonly what: 'word' | 'cut' | 'above' | 'twice' | 'swap' | 'delete' | 'block' | 'around' | 'cover';
  readonly file: number;
  readonly at: number;
  readonly other: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant('word' as const) },
    { weight: 2, arbitrary: fc.constantFrom('cut', 'above', 'block', 'around') },
    { weight: 1, arbitrary: fc.constantFrom('twice', 'swap', 'delete', 'cover') },
  ),
  file: fc.nat(),
  at: fc.nat(),
  other: fc.nat(),
});

/** The files that change in a step, with their new texts; `undefined` for one that is deleted. */
function changes(texts: Texts, { what, file, at, other }: Step): (readonly [string, string | undefined])[] {
  const uris = [...texts.keys()];
  const uri = uris[file % uris.length] ?? '';
  const text = texts.get(uri) ?? '';
  const lines = text.split(/(?<=\n)/);
  const documents = text.split(/^---\n/m);
  switch (what) {
    case 'word': {
      const found = [...text.matchAll(WORDS)];
      const words = [...texts.values()].flatMap((one) => one.match(WORDS) ?? []);
      const match = found[at % found.length];
      if (!match) return [];
      const word = words[other % words.length] ?? '';
      return [[uri, text.slice(0, match.index) + word + text.slice(match.index + match[0].length)]];
    }
    case 'cut':
      return [[uri, lines.toSpliced(at % lines.length, 1 + (other % 3)).join('')]];
    case 'above':
      return [[uri, `# ${'x'.repeat(at % 9)}\n${text}`]];
    case 'twice':
      return [[uri, [...documents, documents[at % documents.length]].join('---\n')]];
    case 'swap':
      return [[uri, documents.toReversed().join('---\n')]];
    case 'delete':
      return [[uri, undefined]];
    case 'block':
      return (blocks[at % blocks.length] ?? []).map((one) => [
        `${ROOT}/${FOLDERS[other % FOLDERS.length]}${one.path}`,
        one.text,
      ]);
    case 'around': {
      const [path = '', content = ''] = SURROUNDINGS[at % SURROUNDINGS.length] ?? [];
      return [[`${ROOT}/${path}`, content]];
    }
    default:
      return [];
  }
}

const CONFIG = `checks:
  pdb-missing: warning
overrides:
  - objects: { names: ['web*'] }
    checks:
      run-as-non-root: off
`;
const ALL_ON = Object.fromEntries(CHECKS.map(({ id }) => [id, 'warning']));

function diagnoserOf(workspace: Workspace, options: { config?: string }): Diagnoser {
  const config = testConfig(options.config === undefined ? { checks: ALL_ON } : options);
  return new Diagnoser(
    CHECKS,
    config,
    (id, error) => {
      throw new Error(`${id} failed`, { cause: error });
    },
    new SchemaProvider(workspace, SCHEMAS),
    () => '2026-01-01',
  );
}

/** Everything that is said of a finding, with places counted from the starts of files. */
function written(finding: PlacedFinding): unknown {
  const { resource, span, start, related, fixes, ...rest } = finding;
  return {
    ...rest,
    resource: resource && `${resource.kind}/${resource.name}`,
    start: start + span.start,
    end: start + span.end,
    related: related.map((place) => {
      const origin = place.origin ?? finding;
      const at = 'span' in place ? place.span : place.field.span;
      return [origin.uri, origin.start + at.start, origin.start + at.end, place.message];
    }),
    fixes: fixes.map((fix) => [fix.title, fix.safe, [...fileEdits(finding, fix)]]),
  };
}

function all(workspace: Workspace, diagnoser: Diagnoser, uris: Iterable<string>): Record<string, unknown[]> {
  return Object.fromEntries(
    [...uris].toSorted().map((uri) => [uri, diagnoser.diagnose(workspace, uri).map(written)]),
  );
}

const runs = fc.tuple(
  fc.array(fc.tuple(fc.nat(), fc.constantFrom(...FOLDERS)), { minLength: 1, maxLength: 3 }),
  fc.array(step, { minLength: 2, maxLength: 10 }),
);

function startingTexts(picks: readonly (readonly [number, string])[]): Texts {
  return new Map(
    picks.flatMap(([block, folder]) =>
      (blocks[block % blocks.length] ?? []).map((one) => [`${ROOT}/${folder}${one.path}`, one.text] as const),
    ),
  );
}

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: web\n';

function service(name: string): string {
  return `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: ${name} } }\n`;
}

function pod(name: string, image: string): string {
  return `---\napiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, labels: { app: ${name} } }\nspec:\n  containers:\n    - name: ${name}\n      image: ${image}\n`;
}

/** A file, another one before and after an edit, and a finding in the first that comes or goes with it. */
const EDITS: Readonly<Record<string, readonly [files: Readonly<Record<string, string>>, after: string]>> = {
  'a template that comes to speak of a name': [
    {
      'app/pod.yaml': `${POD}      envFrom: [{ configMapRef: { name: settings } }]\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: other }\n`,
      'x/helm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: {{ .Values.a }} }\n',
    },
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings{{ .Values.a }} }\n',
  ],
  'a patch that comes to set resources': [
    {
      'pod.yaml': POD,
      'kustomization.yaml':
        'resources: [pod.yaml]\npatches: [{ path: patch.yaml, target: { kind: Pod, name: web } }]\n',
      'patch.yaml': '- op: add\n  path: /metadata/labels\n',
    },
    '- op: add\n  path: /spec/containers/0/resources\n',
  ],
};

describe('what is kept', () => {
  it.each(Object.keys(EDITS))('notices %s', (name) => {
    const [files, after] = EDITS[name] ?? [{}, ''];
    const workspace = new Workspace();
    const diagnoser = diagnoserOf(workspace, {});
    const [first = '', ...others] = Object.keys(files).map((path) => `${ROOT}/${path}`);
    for (const [path, text] of Object.entries(files)) workspace.set(`${ROOT}/${path}`, text);
    const before = diagnoser.diagnose(workspace, first).map(written);
    workspace.set(others.at(-1) ?? '', after);
    const kept = diagnoser.diagnose(workspace, first).map(written);
    expect(kept).not.toEqual(before);
    expect(kept).toEqual(diagnoserOf(workspace, {}).diagnose(workspace, first).map(written));
  });

  it('runs no check again for an object that nothing concerns', () => {
    const ran: string[] = [];
    const checks = CHECKS.map((check) => ({
      ...check,
      check: (context: { resource: { name: string } }) => {
        ran.push(context.resource.name);
        check.check(context as never);
      },
    }));
    const workspace = new Workspace();
    const diagnoser = new Diagnoser(checks as never, testConfig({ checks: ALL_ON }), (id, error) => {
      throw new Error(id, { cause: error });
    });
    for (const image of ['one:1', 'one:12']) {
      ran.length = 0;
      workspace.set(
        `${ROOT}/a.yaml`,
        service('one') + service('two') + pod('one', image) + pod('two', 'two:1'),
      );
      diagnoser.diagnose(workspace, `${ROOT}/a.yaml`);
    }
    expect(new Set(ran)).toEqual(new Set(['one']));
  });

  it.each([{}, { config: CONFIG }])(
    'is what a fresh look finds, after any edits in any files (%j)',
    (options) => {
      fc.assert(
        fc.property(runs, ([picks, steps]) => {
          const texts = startingTexts(picks);
          const workspace = new Workspace();
          const diagnoser = diagnoserOf(workspace, options);
          for (const [uri, text] of texts) workspace.set(uri, text);
          all(workspace, diagnoser, texts.keys());
          let covered: string[] | undefined;
          for (const one of steps) {
            if (one.what === 'cover') {
              covered = [`${ROOT}${['', '/a', '/none'][one.at % 3]}`];
              workspace.cover(covered);
            }
            for (const [uri, text] of changes(texts, one)) {
              if (text === undefined) {
                workspace.delete(uri);
                texts.delete(uri);
              } else {
                workspace.set(uri, text);
                texts.set(uri, text);
              }
            }
            const fresh = new Workspace();
            if (covered) fresh.cover(covered);
            for (const uri of [...texts.keys()].toSorted()) fresh.set(uri, texts.get(uri) ?? '');
            expect(all(workspace, diagnoser, texts.keys())).toEqual(
              all(fresh, diagnoserOf(fresh, options), texts.keys()),
            );
          }
        }),
        { numRuns: 60 },
      );
    },
    120_000,
  );
});
