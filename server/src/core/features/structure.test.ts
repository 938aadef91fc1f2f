import { describe, expect, it } from 'vitest';
import { readManifestFile } from '../manifest/document.ts';
import { documentLinks, imagePage } from './documentLinks.ts';
import { foldingRanges } from './folding.ts';
import { selectionSpans } from './selectionRanges.ts';
import type { SymbolNode } from './symbols.ts';
import { documentSymbols } from './symbols.ts';

const FILE = `# Two objects
# in one file
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
      - name: web
        image: "ghcr.io/acme/web:1"
        ports:
        - containerPort: 80
          name: http
      initContainers: [{ name: init, image: busybox:1 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: config }
data:
  run.sh: |
    echo 1

    echo 2

# the end
`;

const read = (text: string) => readManifestFile('file:///a.yaml', text).documents;

describe('symbols', () => {
  it('are objects with their containers, ports and keys', () => {
    const lines = (symbols: readonly SymbolNode[], indent = ''): string[] =>
      symbols.flatMap(({ name, detail, kind, selection, children }) => [
        `${indent}${kind} ${name} (${detail}) ${FILE.slice(selection.start, selection.end)}`,
        ...lines(children, `${indent}  `),
      ]);
    expect(lines(documentSymbols(read(FILE)))).toEqual([
      'object Deployment web () web',
      '  container init (init busybox:1) init',
      '  container web (ghcr.io/acme/web:1) web',
      '    port 80 http () 80',
      'object ConfigMap config () config',
      '  key run.sh (data) run.sh',
    ]);
  });

  it('hold their children and what is selected', () => {
    const check = (symbols: readonly SymbolNode[]): void => {
      for (const { span, selection, children } of symbols) {
        for (const inner of [selection, ...children.map((child) => child.span)]) {
          expect(inner.start).toBeGreaterThanOrEqual(span.start);
          expect(inner.end).toBeLessThanOrEqual(span.end);
        }
        check(children);
      }
    };
    check(documentSymbols(read(FILE)));
    check(documentSymbols(read('apiVersion: v1\nkind: Pod\nspec: &s\n  containers: [*s]\n')));
  });
});

describe('folding', () => {
  it('folds keys, items, lists at the column of their key, comments and documents', () => {
    const folds = foldingRanges(FILE).map(({ startLine, endLine, kind = '' }) =>
      `${startLine}-${endLine} ${kind}`.trim(),
    );
    expect(folds).toEqual([
      '0-15 region',
      '0-1 comment',
      '4-5',
      '6-15',
      '7-15',
      '8-15',
      '9-14',
      '10-14',
      '12-14',
      '13-14',
      '16-26 region',
      '20-24',
      '21-24',
    ]);
  });

  it('folds broken text', () => {
    expect(foldingRanges('a:\n  b: "open\n  c:\n    d')).toEqual([
      { startLine: 0, endLine: 3 },
      { startLine: 2, endLine: 3 },
    ]);
  });
});

describe('selection ranges', () => {
  it('grow from the text to the document', () => {
    const [document] = read(FILE);
    if (!document) throw new Error('no document');
    const spans = selectionSpans(document, FILE.indexOf('acme')).map(({ start, end }) =>
      FILE.slice(start, end),
    );
    expect(spans.slice(0, 4)).toEqual([
      'ghcr.io/acme/web:1',
      '"ghcr.io/acme/web:1"',
      'image: "ghcr.io/acme/web:1"',
      'name: web\n        image: "ghcr.io/acme/web:1"\n        ports:\n        - containerPort: 80\n          name: http',
    ]);
    for (const [index, span] of spans.entries()) {
      if (index > 0) expect(span).toContain(spans[index - 1]);
    }
    expect(spans.at(-1)).toBe(document.document.text);
  });
});

describe('links', () => {
  it('lead from images to their pages', () => {
    expect(
      documentLinks(read(FILE)).map(({ target, span }) => [FILE.slice(span.start, span.end), target]),
    ).toEqual([
      ['busybox:1', 'https://hub.docker.com/_/busybox'],
      ['"ghcr.io/acme/web:1"', 'https://ghcr.io/acme/web'],
    ]);
  });

  it.each([
    ['nginx', 'https://hub.docker.com/_/nginx'],
    ['docker.io/grafana/grafana:10', 'https://hub.docker.com/r/grafana/grafana'],
    ['quay.io/org/app@sha256:abc', 'https://quay.io/repository/org/app?tab=tags'],
    ['registry.k8s.io/pause:3.9', 'https://explore.ggcr.dev/?repo=registry.k8s.io/pause'],
    ['registry.example.com/app:1', undefined],
    ['nginx?x=<y>', undefined],
    ['${IMAGE}', undefined],
  ])('%s leads to %s', (image, page) => {
    expect(imagePage(image)).toBe(page);
  });
});
