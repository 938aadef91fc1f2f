import { describe, expect, test } from 'vitest';
import { editorGrammars, standInGrammars, tokenize, type Token } from './tokenize.ts';

const editor = editorGrammars();
if (!editor) console.log('The grammars of VS Code are left out: `npm run test:host` fetches them.');

const BASES = [
  ['a stand-in for YAML', standInGrammars()] as const,
  ...(editor ? [['YAML of VS Code', editor] as const] : []),
];

describe.each(BASES)('on top of %s', (_, grammars) => {
  test.each([
    [
      '# kube-guardrails-disable-next-line image-tag-latest -- built by CI',
      ['image-tag-latest'],
      'built by CI',
    ],
    [
      '  a: 1 # kube-guardrails-disable-next-line host-port, host-path -- a -- b',
      ['host-port', 'host-path'],
      'a -- b',
    ],
    ['# kube-guardrails-disable host-port', ['host-port'], undefined],
    ['# kube-guardrails-disable-file', [], undefined],
    ['#kube-guardrails-disable-file -- vendored', [], 'vendored'],
  ])('waiver %s', async (line, ids, reason) => {
    const tokens = (await tokenize(line, grammars)).flat();
    expect(withScope(tokens, 'keyword.control.waiver')).toHaveLength(1);
    expect(withScope(tokens, 'entity.name.function.check')).toEqual(ids);
    expect(withScope(tokens, 'string.unquoted.reason')).toEqual(reason === undefined ? [] : [reason]);
    expect(tokens.at(-1)?.scopes[0]).toMatch(/comment|meta/);
  });

  test.each([
    '# kube-guardrails is nice',
    '# see kube-guardrails-disable-file',
    '# kube-guardrails-disabled',
    'a: "# kube-guardrails-disable-file"',
  ])('no waiver: %s', async (line) => {
    const tokens = (await tokenize(line, grammars)).flat();
    expect(withScope(tokens, 'keyword.control.waiver')).toEqual([]);
  });

  test('a block scalar is in the language of its key, to the end of its indentation', async () => {
    const lines = await tokenize(CONFIG_MAP, grammars);
    const embedded = lines.map((tokens) =>
      tokens.some((token) => hasScope(token, 'meta.embedded.block.python')),
    );
    expect(embedded.indexOf(true)).toBe(5);
    expect(embedded.lastIndexOf(true)).toBe(9);
    expect(withScope(lines[5] ?? [], 'keyword')).toContain('import');
  });

  test('an unfinished string of the inner language does not leak', async () => {
    const lines = await tokenize('data:\n  a.py: |\n    """ open\n  b: c\nkind: ConfigMap', grammars);
    expect(withScope(lines[2] ?? [], 'string.quoted')).not.toEqual([]);
    for (const line of lines.slice(3)) {
      expect(withScope(line, 'string.quoted')).toEqual([]);
      expect(withScope(line, 'entity.name.tag')).toHaveLength(1);
    }
  });

  test.each([
    'a.unknown: |\n  import x',
    'a.py: import x',
    'py: |\n  import x',
    'a.py: >\n  import x',
    'c: |\n  a.py: |\n    import x',
  ])('left alone: %j', async (text) => {
    const tokens = (await tokenize(text, grammars)).flat();
    expect(withScope(tokens, 'meta.embedded')).toEqual([]);
  });

  test.each(['"a.py": |-\n  import x', 'a.py: |2+ # comment\n    import x', 'a.py: |\n\n\n  import x'])(
    'embedded: %j',
    async (text) => {
      const tokens = (await tokenize(text, grammars)).flat();
      expect(withScope(tokens, 'meta.embedded.block.python').join('')).toContain('import');
      expect(withScope(tokens, 'keyword')).toContain('import');
    },
  );
});

describe.skipIf(!editor)('with the grammars of VS Code', () => {
  test.each([
    ['a comment of a script', 'run.sh', '# hello', 'comment.line.number-sign.shell'],
    ['a section', 'my.ini', '[server]', 'entity.name.section'],
    ['a key of JSON', 'a.json', '{"a": 1}', 'support.type.property-name.json'],
  ])('%s is known although it is indented', async (_, key, line, scope) => {
    const lines = await tokenize(`data:\n  ${key}: |\n    ${line}\n    ${line}`, editor ?? new Map());
    expect(withScope(lines[2] ?? [], scope)).not.toEqual([]);
    expect(withScope(lines[3] ?? [], scope)).not.toEqual([]);
  });
});

const CONFIG_MAP = `apiVersion: v1
kind: ConfigMap
data:
  plain: hello
  app.py: | # the program
    import os
        """

    doc"""
      return 1
  other: value
  list:
    - 1
metadata:
  name: a`;

function withScope(tokens: readonly Token[], scope: string): string[] {
  return tokens.filter((token) => hasScope(token, scope)).map(({ text }) => text);
}

function hasScope(token: Token, scope: string): boolean {
  return token.scopes.some((name) => name.startsWith(scope));
}
