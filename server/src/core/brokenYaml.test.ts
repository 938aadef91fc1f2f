import { describe, expect, it } from 'vitest';
import { SCHEMAS } from '../../../test/harness/schemas.ts';
import { resolveConfig } from './checks/config/resolve.ts';
import { CHECKS } from './checks/index.ts';
import { Diagnoser } from './diagnose.ts';
import { suggestionsAt } from './features/completion.ts';
import { SchemaProvider } from './schema/provider.ts';
import { Workspace } from './workspace.ts';

const workspace = new Workspace();
const schemas = new SchemaProvider(workspace, SCHEMAS);
const fail = (id: string, error: unknown): void => {
  throw new Error(id, { cause: error });
};
const diagnoser = new Diagnoser(CHECKS, resolveConfig(undefined, undefined, CHECKS), fail, schemas);
const uri = 'file:///a.yaml';
const context = { uri, start: 0, workspace, version: 36, schemas, checks: CHECKS };

/** What is wrong with a text as such, apart from what our own checks think of it: line, what is underlined, message. */
function mistakes(text: string): [number, string, string][] {
  workspace.set(uri, text);
  return diagnoser
    .diagnose(workspace, uri)
    .filter(({ basis, severity }) => severity === 'error' && (basis === 'yaml' || basis === 'schema'))
    .map(({ span, message }) => [
      text.slice(0, span.start).split('\n').length,
      text.slice(span.start, span.end),
      message,
    ]);
}

function offered(text: string, offset: number): string[] {
  return suggestionsAt(text, offset, context).map(({ label }) => label);
}

const HEAD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';
const POD = `${HEAD}spec:\n  containers:\n    - name: web\n      image: web:1.0.0\n`;
const SPEC = 'spec:\n  containers: [{ name: web, image: "web:1.0.0" }]\n';

const TAB = 'a tab indents this line';
const INDENT = 'this line is indented differently from its neighbours';
const QUOTE = 'this text has no end: put a `"` behind it';
const ENTRY = 'this is no entry, for it has no `: `';
const BEHIND = 'the value ends before this';
const COLON = 'a second `: ` on one line';
const TWICE = 'is already set above in this mapping';
const COMMA = 'a `,` is missing between two items here';

/** A text, and where and what the one finding is. */
const BROKEN: readonly (readonly [text: string, line: number, underlined: string, message: string])[] = [
  [`${HEAD}\tlabels:\n\t  app: web\n${SPEC}`, 5, '\t', TAB],
  [`${HEAD}  labels:\n\tapp: web\n${SPEC}`, 6, '\t', TAB],
  [`${HEAD}  labels:\n  \tapp: web\n${SPEC}`, 6, '\t', TAB],
  [`${POD}\t  ports: []\n`, 9, '\t  ', TAB],
  [`${POD}      name: again\n`, 9, 'name', TWICE],
  [`${POD}metadata:\n  name: second\n`, 9, 'metadata', TWICE],
  [`${HEAD}  name: other\n${SPEC}`, 5, 'name', TWICE],
  [`${HEAD}  labels: {a: b, a: c}\n${SPEC}`, 5, 'a', TWICE],
  [`${HEAD}  labels:\n    app: "web\n${SPEC.replaceAll('"', '')}`, 6, '"web', QUOTE],
  [`${HEAD}  labels:\n    app: 'web\n${SPEC}`, 6, "'web", "this text has no end: put a `'` behind it"],
  [`${HEAD}  labels:\n    "app: web\n${SPEC.replaceAll('"', '')}`, 6, '"app: web', QUOTE],
  [`${POD}      command: ["sh", "-c\n      tty: true\n`, 9, '"-c', QUOTE],
  [`${POD}  hostname: "x\\"\n  subdomain: y\n`, 9, String.raw`"x\"`, QUOTE],
  [
    `${POD}      command: ["sh", "-c"\n      tty: true\n`,
    9,
    '["sh", "-c"',
    'this list has no end: put a `]`',
  ],
  [`${POD}      command: [sh, -c\n`, 9, '[sh, -c', 'this list has no end: put a `]`'],
  [`${HEAD}  labels: {app: web\n${SPEC}`, 5, '{app: web', 'this mapping has no end: put a `}`'],
  [`${HEAD}  labels: {app: web]\n${SPEC}`, 5, '{app: web]', 'this mapping has no end: put a `}`'],
  [`${POD}      command: [sh]]\n`, 9, ']', 'nothing is open that `]` could close'],
  [`${POD}  host\n`, 9, 'host', 'this key has no value'],
  [`${POD}  host\n  hostname: x\n`, 9, 'host', ENTRY],
  [`${POD}      im\n`, 9, 'im', 'this key has no value'],
  [`${HEAD}spec:\n  containers\n    - name: web\n`, 6, 'containers', ENTRY],
  [`${HEAD}spec\n  containers: []\n`, 5, 'spec', ENTRY],
  [`${HEAD}spec;\n  hostname: x\n`, 5, 'spec;', ENTRY],
  [`${HEAD}spec:\n  hostname:x\n  subdomain: y\n`, 6, 'hostname:x', ENTRY],
  [`${HEAD}spec:\n  hostname:x\n`, 6, 'hostname:x', 'write `hostname: x`, with a space behind the colon'],
  [`${HEAD}spec:\n  host\n`, 6, 'host', 'write `host: ` and a value'],
  [`${HEAD}spec:\n  containers:\n    -name\n`, 7, '-name', 'put a space behind the dash'],
  [`${POD}  hostname: http: x\n`, 9, 'h', COLON],
  [`${HEAD}spec: hostname: x\n`, 5, 'h', COLON],
  [
    `${HEAD}spec:\n  containers:\n    -name: web\n     image: x\n`,
    7,
    '-',
    'a space is missing behind this dash',
  ],
  [`${HEAD}spec:\n  containers:\n    - name: web\n     image: x\n`, 8, 'image: x', 'a list item is expected'],
  [`${HEAD}spec:\n  containers:\n    - name: web\n       image: x\n`, 8, 'image: x', INDENT],
  [`${HEAD}spec:\n  containers:\n    - name: web\n    image: x\n`, 8, 'image: x', INDENT],
  [`${HEAD}spec:\n  containers:\n    name: web\n    - image: x\n`, 8, '- image: x', INDENT],
  [`${HEAD}spec:\n  containers: - name: x\n`, 6, '-', 'a list begins below its key'],
  [`${POD}  hostname: @x\n`, 9, '@', 'a value cannot start with `@`'],
  [`${POD}  hostname: \`x\`\n`, 9, '`', 'a value cannot start with a backtick'],
  [`${POD}  hostname: %x\n`, 9, '%', 'a value cannot start with `%`'],
  [`${POD}  hostname: *x\n`, 9, '*x', 'no anchor `&x` above this alias'],
  [`${POD}  hostname: "a" b\n`, 9, 'b', BEHIND],
  [`${POD}  hostname: 'it's'\n`, 9, "s'", BEHIND],
  [`${POD}  hostname: "x"y\n`, 9, 'y', BEHIND],
  [`${POD}  hostname: "\\d"\n`, 9, '\\', 'means nothing in double quotes'],
  [`${HEAD}  annotations:\n    a: | b\n${SPEC}`, 6, 'b', 'nothing may follow `|`'],
  [`${HEAD}  annotations:\n    a: |\n      b\n     c\n${SPEC}`, 8, 'c', INDENT],
  [`${HEAD} annotations:\n    a: b\n${SPEC}`, 5, 'annotations:', INDENT],
  [`${HEAD}   annotations:\n    a: b\n${SPEC}`, 5, 'annotations:', INDENT],
  [` apiVersion: v1\nkind: Pod\nmetadata: {}\n`, 2, 'kind: Pod', INDENT],
  [`apiVersion: v1\n kind: Pod\nmetadata: {}\n`, 2, 'kind: Pod', INDENT],
  [`${POD} ---\nkind: Pod\n`, 9, '---', INDENT],
  [`${POD}  hostname: [a, b: c: d]\n`, 9, 'c: d', COMMA],
  ['{"apiVersion": "v1" "kind": "Pod"}\n', 1, '"v1" "kind": "Pod"', COMMA],
  ['{"apiVersion": "v1", "kind": "Pod", "metadata": {\n', 1, '{', 'this mapping has no end: put a `}`'],
  ['{"apiVersion": "v1", "kind": "Pod, "metadata": {}}\n', 1, '"Pod, "metadata": {}', COMMA],
  ['{"apiVersion": "v1", kind: "Pod", "metadata": "a"b}\n', 1, 'b', BEHIND],
  [
    `${HEAD}<<<<<<< HEAD\n${SPEC}=======\n${SPEC}>>>>>>> branch\n`,
    5,
    '<<<<<<< HEAD',
    'a merge conflict is not resolved',
  ],
];

describe('a broken document', () => {
  it('has enough examples', () => expect(BROKEN.length).toBeGreaterThan(50));

  it.each(BROKEN)('%j has one finding that says what to do', (text, line, underlined, message) => {
    for (const eol of ['\n', '\r\n']) {
      const found = mistakes(text.replaceAll('\n', eol));
      expect(found).toEqual([[line, underlined, expect.stringContaining(message)]]);
    }
  });

  it('does not take an address for a key without a space', () => {
    const [[, , message] = []] = mistakes(`${HEAD}spec: https://example.com\n`);
    expect(message).toMatch(/, got "https:\/\/example\.com"$/);
  });

  it.each(BROKEN.filter(([text]) => text.startsWith(HEAD)))('%j can be completed', (text) => {
    const opened = `${HEAD}  \n${text.slice(HEAD.length)}`;
    expect(offered(opened, HEAD.length + 2)).toContain('finalizers');
    const last = text.split('\n').findLast((line) => /^\S/.test(line));
    const end = `${text}${last === 'spec:' ? '' : 'spec:\n'}  `;
    expect(offered(end, end.length)).toContain('nodeName');
  });
});
