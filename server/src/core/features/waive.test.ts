import { describe, expect, it } from 'vitest';
import { TestRun } from '../../../../test/harness/check.ts';
import { applyEdits } from '../text.ts';
import { findingActions } from './codeActions.ts';
import { waiveInConfig } from './waive.ts';

const CHECK = 'image-tag-latest';

/** The text after a waiver of the first finding of the check, or the titles if there is no such action. */
function waived(text: string, what: string): string | string[] {
  const run = new TestRun(text);
  const [finding] = run.findings([CHECK]);
  if (!finding) throw new Error('nothing found');
  const actions = findingActions(run.workspace, finding);
  const action = actions.find(({ title }) => title.endsWith(what));
  if (!action) return actions.map(({ title }) => title);
  const after = applyEdits(text, action.edits.get(finding.uri) ?? []);
  const again = new TestRun(after);
  expect(again.findings([CHECK]), 'the waiver silences it').toEqual([]);
  expect(again.findings(['yaml-syntax', 'unused-waiver'])).toEqual([]);
  return after;
}

function pod(container: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n${container}`;
}

const COMMENT = '# kube-guardrails-disable-next-line image-tag-latest -- TODO: say why\n';

describe('waiving a line', () => {
  it.each([
    ['a key of its own line', pod('    - name: web\n      image: nginx\n'), '      image'],
    ['the first key of an item', pod('    - image: nginx\n      name: web\n'), '    - image'],
    ['an image that is an alias', pod('    - name: &a nginx\n      image: *a\n'), '    - name'],
    [
      'a line below a block scalar',
      pod('    - command:\n      - |\n        a\n      image: nginx\n'),
      '      image',
    ],
    ['a line below a comment', pod('    - name: web\n      # why\n      image: nginx\n'), '      image'],
  ])('%s', (_, text, line) => {
    const indent = /^ */.exec(line)?.[0] ?? '';
    expect(waived(text, 'this line')).toBe(text.replace(line, `${indent}${COMMENT}${line}`));
  });

  it('keeps CRLF and the byte order mark', () => {
    const text = `\uFEFF${pod('    - image: nginx\n')}`.replaceAll('\n', '\r\n');
    const after = waived(text, 'this line');
    expect(after).toBe(text.replace('    - image', `    ${COMMENT.replace('\n', '\r\n')}    - image`));
  });

  it.each([
    [
      'JSON',
      '{"apiVersion": "v1", "kind": "Pod",\n "metadata": {},\n "spec": {"containers": [\n {"image": "nginx"}]}}\n',
    ],
    ['a flow collection', pod('    [\n      {image: nginx, name: web}\n    ]\n')],
  ])('leaves %s alone', (_, text) => {
    expect(waived(text, 'this line')).toContain('Waive `image-tag-latest` for this Pod');
    expect(waived(text, 'this Pod')).toContain('kube-guardrails/ignore');
  });

  it('adds to the waiver that is there', () => {
    const text = pod('    # kube-guardrails-disable-next-line host-port -- reason\n    - image: nginx\n');
    const run = new TestRun(text);
    const [finding] = run.findings([CHECK]);
    const action =
      finding && findingActions(run.workspace, finding).find(({ title }) => title.endsWith('this line'));
    expect(applyEdits(text, action?.edits.get(finding?.uri ?? '') ?? [])).toBe(
      text.replace('host-port', 'host-port, image-tag-latest'),
    );
  });
});

describe('waiving an object', () => {
  it('writes the annotation, or adds to it', () => {
    const text = pod('    - image: nginx\n');
    const annotation =
      '  annotations:\n    kube-guardrails/ignore: image-tag-latest -- say why # TODO: say why\n';
    expect(waived(text, 'this Pod')).toBe(text.replace('spec:', `${annotation}spec:`));
    const known = text.replace(
      'spec:',
      '  annotations: { kube-guardrails/ignore: "host-port -- old" }\nspec:',
    );
    const run = new TestRun(known);
    const [finding] = run.findings([CHECK]);
    const action =
      finding && findingActions(run.workspace, finding).find(({ title }) => title.endsWith('this Pod'));
    expect(applyEdits(known, action?.edits.get(finding?.uri ?? '') ?? [])).toBe(
      known.replace('host-port', 'host-port, image-tag-latest'),
    );
  });
});

describe('waiving for the project', () => {
  it.each([
    ['', 'checks:\n  a: off\n'],
    ['# only a comment', '# only a comment\nchecks:\n  a: off\n'],
    ['ignore: []\n', 'ignore: []\nchecks:\n  a: "off"\n'],
    ['checks:\n  b: error # c\n', 'checks:\n  b: error # c\n  a: "off"\n'],
    ['checks:\n  a: error # c\n', 'checks:\n  a: "off" # c\n'],
    ['checks:\n  a:\n    severity: error\n    n: 1\n', 'checks:\n  a:\n    severity: "off"\n    n: 1\n'],
    ['checks: { b: error }\n', 'checks: { b: error, a: "off" }\n'],
    ['checks:\n', 'checks:\n  a: "off"\n'],
  ])('%j becomes %j', (before, after) => {
    const edits = waiveInConfig(before, 'a') ?? [];
    expect(applyEdits(before, edits)).toBe(after);
  });

  it('does not touch a file that cannot be read', () => {
    expect(waiveInConfig('checks: {\n', 'a')).toBeUndefined();
  });
});
