import { describe, expect, it } from 'vitest';
import { TestRun } from '../../../../../test/harness/check.ts';
import type { RunOptions } from '../../../../../test/harness/check.ts';
import { applyEdits } from '../../text.ts';

const CHECKED = ['image-tag-latest', 'resources-missing', 'invalid-waiver', 'unused-waiver'];

function manifest(annotations = '', image = '      image: nginx', top = ''): string {
  return `${top}apiVersion: v1
kind: Pod
metadata:
  name: web
${annotations ? `  annotations:\n    ${annotations}\n` : ''}spec:
  containers:
    - name: web
${image}
`;
}

function found(text: string, options: RunOptions = {}): string[] {
  return new TestRun(text, options).findings(CHECKED).map(({ id }) => id);
}

const BOTH = ['resources-missing', 'image-tag-latest'];

describe('waivers of other tools', () => {
  it.each([
    ['ignore-check.kube-linter.io/latest-tag: "why"', ['resources-missing']],
    ['ignore-check.kube-linter.io/unset-cpu-requirements: "why"', BOTH],
    [
      'ignore-check.kube-linter.io/unset-cpu-requirements: "why"\n    ignore-check.kube-linter.io/unset-memory-requirements: "why"',
      ['image-tag-latest'],
    ],
    ['ignore-check.kube-linter.io/no-such-check: "why"', BOTH],
    ['kube-linter.io/ignore-all: "why"', []],
    ['kube-score/ignore: container-image-tag,container-resources', []],
    ['kube-score/ignore: "pod-networkpolicy, container-image-tag"', ['resources-missing']],
    ['polaris.fairwinds.com/tagNotSpecified-exempt: "true"', ['resources-missing']],
    ['polaris.fairwinds.com/tagNotSpecified-exempt: "false"', BOTH],
    ['polaris.fairwinds.com/exempt: "true"', []],
    ['checkov.io/skip1: CKV_K8S_14=why', ['resources-missing']],
    ['checkov.io/skip1: CKV_K8S_14', ['resources-missing']],
    ['checkov.io/skip1: CKV_K8S_11=why', BOTH],
  ])('%s', (annotation, expected) => {
    const checks = { 'image-tag-latest': 'warning', 'resources-missing': 'error' };
    expect(found(manifest(annotation), { checks })).toEqual(expected);
  });

  it.each([
    ['      #trivy:ignore:KSV-0013\n      image: nginx', '', ['resources-missing']],
    ['      # trivy:ignore:AVD-KSV-0013\n      image: nginx', '', ['resources-missing']],
    ['      image: nginx #trivy:ignore:KSV013', '', ['resources-missing']],
    ['      #trivy:ignore:KSV-0013 #trivy:ignore:KSV-0020\n      image: nginx', '', ['resources-missing']],
    [
      '      #trivy:ignore:KSV-0013:exp:2025-12-31\n      image: nginx',
      '',
      [...BOTH, 'invalid-waiver'].toSorted(),
    ],
    ['      #trivy:ignore:KSV-0020\n      image: nginx', '', BOTH],
    ['      image: nginx', '#trivy:ignore:KSV-0013\n', ['resources-missing']],
    ['      image: nginx\n      # trivy:ignore:KSV-0013\n      stdin: true', '', BOTH],
  ])('%s after %j', (image, top, expected) => {
    expect(found(manifest('', image, top)).toSorted()).toEqual(expected.toSorted());
  });

  it('hold for what is indented below', () => {
    const text = manifest('', '      image: nginx\n    - name: side\n      image: side').replace(
      '    - name: web',
      '    #trivy:ignore:KSV-0013\n    - name: web',
    );
    const run = new TestRun(text);
    expect(run.findings(['image-tag-latest']).map(({ path }) => path)).toEqual(['spec.containers[1].image']);
  });

  it('keep their reasons', () => {
    const run = new TestRun(manifest('checkov.io/skip1: CKV_K8S_14=nightly build'));
    const waived = run.diagnoser
      .diagnose(run.workspace, run.fixture.files[0]?.uri ?? '')
      .filter((finding) => finding.waived !== undefined);
    expect(waived.map(({ id, waived: reason }) => [id, reason])).toEqual([
      ['image-tag-latest', 'nightly build'],
    ]);
  });
});

function line(until: string): string {
  const comment = `# kube-guardrails-disable-next-line image-tag-latest until ${until} -- why`;
  return manifest('', `      ${comment}\n      image: nginx`);
}

describe('a waiver with an end', () => {
  it('holds through its last day', () => {
    expect(found(line('2026-01-01'))).toEqual(['resources-missing']);
    expect(found(line('2026-01-01'), { today: '2026-01-02' })).toEqual([
      'resources-missing',
      'invalid-waiver',
      'image-tag-latest',
    ]);
  });

  it('says so where the finding comes back', () => {
    const run = new TestRun(line('2025-12-31'));
    const [finding] = run.findings(['image-tag-latest']);
    expect(finding?.related.map(({ message }) => message)).toEqual(['its waiver expired after 2025-12-31']);
    const [waiver] = run.findings(['invalid-waiver']);
    expect(waiver?.message).toBe(
      'this waiver expired after 2025-12-31: deal with what it silenced, or set a later day',
    );
    expect(applyEdits(line('2025-12-31'), waiver?.fixes[0]?.edits() ?? [])).toBe(manifest());
  });

  it('silences nothing while its end cannot be read', () => {
    for (const until of ['2026-02-30', 'tomorrow', '']) {
      expect(found(line(until))).toEqual(['resources-missing', 'invalid-waiver', 'image-tag-latest']);
    }
  });

  it('may be an annotation, and keeps its end when ids are taken out', () => {
    const text = manifest('kube-guardrails/ignore: "image-tag-latest, host-port until 2030-01-01 -- why"');
    const run = new TestRun(text);
    const [unused] = run.findings(['unused-waiver']);
    expect(applyEdits(text, unused?.fixes[0]?.edits() ?? [])).toBe(
      manifest('kube-guardrails/ignore: "image-tag-latest until 2030-01-01 -- why"'),
    );
  });
});

describe('the config file', () => {
  const reasoned = '# kube-guardrails-disable image-tag-latest, resources-missing -- why\n';
  const bare = '# kube-guardrails-disable image-tag-latest, resources-missing\n';

  it('forbids waivers of a check', () => {
    const config = 'checks: { image-tag-latest: { waivers: forbidden } }';
    const text = manifest('', undefined, reasoned);
    const run = new TestRun(text, { config });
    const findings = run.findings(CHECKED);
    expect(findings.map(({ id }) => id)).toEqual(['invalid-waiver', 'image-tag-latest']);
    expect(findings[0]?.message).toBe(
      '`image-tag-latest` must not be waived here, says the config file: deal with what is found',
    );
    expect(applyEdits(text, findings[0]?.fixes[0]?.edits() ?? [])).toBe(
      manifest('', undefined, '# kube-guardrails-disable resources-missing -- why\n'),
    );
  });

  it('asks for reasons, of all checks or of one', () => {
    expect(found(manifest('', undefined, bare))).toEqual([]);
    expect(found(manifest('', undefined, bare), { config: 'waivers: with-reason' })).toEqual([
      'invalid-waiver',
      ...BOTH,
    ]);
    expect(found(manifest('', undefined, reasoned), { config: 'waivers: with-reason' })).toEqual([]);
    const todo = reasoned.replace('why', 'TODO: say why');
    expect(found(manifest('', undefined, todo), { config: 'waivers: with-reason' })).toHaveLength(3);
    const but = 'waivers: forbidden\nchecks: { resources-missing: { waivers: allowed } }';
    expect(found(manifest('', undefined, bare), { config: but })).toEqual([
      'invalid-waiver',
      'image-tag-latest',
    ]);
  });

  it('may say otherwise for a part of the objects', () => {
    const config = 'overrides: [{ kinds: [Pod], checks: { image-tag-latest: { waivers: forbidden } } }]';
    expect(found(manifest('', undefined, bare), { config })).toEqual(['invalid-waiver', 'image-tag-latest']);
    expect(found(manifest('', undefined, bare), { config: config.replace('Pod', 'Job') })).toEqual([]);
  });

  it('holds for the waivers of other tools, too', () => {
    const text = manifest('polaris.fairwinds.com/tagNotSpecified-exempt: "true"');
    expect(found(text, { config: 'waivers: with-reason' })).toContain('image-tag-latest');
  });
});

describe('a misspelt waiver', () => {
  it.each([
    ['kube-guardrails-disable-line', 'kube-guardrails-disable-next-line'],
    ['kube-guardrails-disable-nextline', 'kube-guardrails-disable-next-line'],
    ['kube-guardrails-disabel', 'kube-guardrails-disable'],
    ['kube-guardrails-disable-all', 'kube-guardrails-disable-file'],
    ['kube-guardrails-ignore', 'kube-guardrails-disable'],
    ['kube-guardrails: disable-file', 'kube-guardrails-disable-file'],
    ['kubeguardrails-disable', 'kube-guardrails-disable'],
    ['Kube-Guardrails-Disable', 'kube-guardrails-disable'],
  ])('%s is told and corrected', (written, meant) => {
    const text = manifest('', `      # ${written} image-tag-latest\n      image: nginx`);
    const [finding] = new TestRun(text).findings(['invalid-waiver']);
    expect(finding?.message).toContain(`did you mean \`# ${meant}\`?`);
    expect(applyEdits(text, finding?.fixes[0]?.edits() ?? [])).toContain(`# ${meant} image-tag-latest`);
  });

  it.each([
    'kube-guardrails-kubernetes-version: 1.30',
    'kube-guardrails reports this',
    'kube-guardrails-action runs it',
    'kube-guardrails disables it',
  ])('is not "%s"', (comment) => {
    expect(found(manifest('', `      # ${comment}\n      image: nginx`))).toEqual(BOTH);
  });

  it('is not text in a value', () => {
    expect(found(manifest('a: "x # kube-guardrails-disable-line y"'))).toEqual(BOTH);
  });
});

it('tells which of our checks another name means', () => {
  const text = manifest('', undefined, '# kube-guardrails-disable latest-tag\n');
  const [finding] = new TestRun(text).findings(['unused-waiver']);
  expect(finding?.message).toBe('there is no check `latest-tag`: did you mean `image-tag-latest`?');
});
