import { describe, expect, it } from 'vitest';
import { ManifestDocument } from './document.ts';

/** The only problem of a manifest with these lines in its metadata: its first words and what it underlines. */
function problemOf(lines: string): [string, string] {
  const text = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n${lines}\n  labels:\n    a: b\n`;
  const { problems } = new ManifestDocument(text);
  expect(problems).toHaveLength(1);
  const { message = '', span = { start: 0, end: 0 } } = problems[0] ?? {};
  return [message.split(':')[0] ?? '', text.slice(span.start, span.end)];
}

describe('syntaxProblem', () => {
  it.each([
    ['  uid', 'this is no entry, for it has no `', 'uid'],
    ['    uid: x', 'this line is indented differently from its neighbours', 'uid: x'],
    ['  uid: x: y', 'a second `', 'x'],
    ['\tuid: x', 'a tab indents this line, but YAML allows only spaces', '\t'],
    ['  labels:\n\t\ta: b', 'a tab indents this line, but YAML allows only spaces', '\t\t'],
    ["  uid: 'it's'", 'the value ends before this', "s'"],
    ['  uid: @x', 'a value cannot start with `@`', '@'],
    ['  uid: }', 'nothing is open that `}` could close', '}'],
    ['  uid: "\\q"', '`\\q` means nothing in double quotes', '\\'],
    ['  uid: | x', 'nothing may follow `|` or `>` on this line', 'x'],
    ['  uid: *', 'this alias is not valid', '*'],
  ])('%j', (lines, message, underlined) => {
    expect(problemOf(lines)).toEqual([message, underlined]);
    expect(problemOf(lines.replaceAll('\n', '\r\n'))).toEqual([message, underlined]);
  });

  it('lets tabs indent JSON', () => {
    const { problems } = new ManifestDocument('{\n\t"apiVersion": "v1"\n\t"kind": "Pod"\n}\n');
    expect(problems.map(({ message }) => message)).toEqual([
      'a comma is missing between these items: put a `,` here',
    ]);
  });
});
