import { describe, expect, it } from 'vitest';
import { ManifestDocument, readManifestFile } from './document.ts';
import { hasTemplateActions } from './helm.ts';
import { podTemplate } from './pods.ts';
import { splitDocuments } from './split.ts';

const parts = (text: string): string[] =>
  splitDocuments(text).map(({ start, end }) => text.slice(start, end));

describe('splitDocuments', () => {
  it.each([
    ['a: 1\n---\nb: 2\n', ['a: 1\n', '---\nb: 2\n']],
    ['---\na: 1\n---\nb: 2\n', ['---\na: 1\n', '---\nb: 2\n']],
    ['# head\n\n---\na: 1\n', ['# head\n\n---\na: 1\n']],
    ['%YAML 1.1\n---\na: 1\n', ['%YAML 1.1\n---\na: 1\n']],
    ['a: |\n  ---\n  x\n---\nb: 1', ['a: |\n  ---\n  x\n', '---\nb: 1']],
    ['a: 1\n...\n# between\n---\nb: 1\n', ['a: 1\n...\n', '# between\n---\nb: 1\n']],
    ['a: 1\r\n---\r\nb: 2\r\n', ['a: 1\r\n', '---\r\nb: 2\r\n']],
    ['\uFEFF---\na: 1\n---\nb: 1\n', ['\uFEFF---\na: 1\n', '---\nb: 1\n']],
    ['---\n---\n', ['---\n', '---\n']],
    ['a: 1\n---x: 1\n', ['a: 1\n---x: 1\n']],
    ['', ['']],
  ])('%j', (text, expected) => {
    expect(parts(text)).toEqual(expected);
    expect(parts(text).join('')).toBe(text);
  });
});

describe('ManifestDocument', () => {
  it('reads YAML 1.1 as the API machinery does', () => {
    const { root } = new ManifestDocument(
      'apiVersion: v1\nkind: X\na: 0644\nb: yes\nc: 22:22\nd: 2020-01-01\non: 1\nv: 1.30\n',
    );
    expect(root.toJSON()).toEqual({
      apiVersion: 'v1',
      kind: 'X',
      a: 420,
      b: true,
      c: '22:22',
      d: '2020-01-01',
      on: 1,
      v: 1.3,
    });
    expect(root.at('v').written).toBe('1.30');
  });

  it('resolves aliases and merge keys', () => {
    const { root } = new ManifestDocument(
      'apiVersion: v1\nkind: X\na: &x {b: 1, c: 2}\nd: *x\ne:\n  <<: *x\n  c: 3\nf:\n  <<: [*x, {g: 4}]\n',
    );
    expect(root.at('d').toJSON()).toEqual({ b: 1, c: 2 });
    expect(root.at('e').toJSON()).toEqual({ b: 1, c: 3 });
    expect(root.at('f').toJSON()).toEqual({ b: 1, c: 2, g: 4 });
    expect(root.at('e', 'b').path).toBe('e.b');
  });

  it('reports aliases without an anchor, aliases of themselves and duplicate keys', () => {
    const { problems } = new ManifestDocument('apiVersion: v1\nkind: X\na: *nope\nb: &b [*b]\nc: 1\nc: 2\n');
    expect(problems.map(({ id, message }) => [id, message.slice(0, 24)])).toEqual([
      ['yaml-syntax', 'no anchor `&nope` above '],
      ['yaml-syntax', '`*b` stands inside the v'],
      ['duplicate-key', '`c` is already set above'],
    ]);
  });

  it('survives an alias bomb', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let at = 1; at < 20; at++) {
      const [name, before] = [String.fromCharCode(97 + at), String.fromCharCode(96 + at)];
      bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`);
    }
    const document = new ManifestDocument(`apiVersion: v1\nkind: X\n${bomb.join('\n')}\n`);
    expect(document.problems).toEqual([]);
    expect(JSON.stringify(document.root.toJSON()).length).toBeLessThan(10_000_000);
  });

  it('survives mappings that merge each other many times, and takes the first value', () => {
    const maps = ['m0: &m0 {k: 0, deep: x}'];
    for (let at = 1; at < 20; at++) {
      maps.push(`m${at}: &m${at} {<<: [${Array.from({ length: 9 }, () => `*m${at - 1}`).join(', ')}]}`);
    }
    const { root } = new ManifestDocument(`${maps.join('\n')}\nc: &c {k: 1}\nall: {<<: [*m19, *c, *m0]}\n`);
    expect(root.at('all', 'absent').exists).toBe(false);
    expect(root.at('all', 'deep').value).toBe('x');
    expect(root.at('all').toJSON()).toEqual({ k: 0, deep: 'x' });
  });

  it('survives a List of Lists that repeat each other', () => {
    const lists = ['- &l0 {apiVersion: v1, kind: Pod}'];
    for (let at = 1; at < 12; at++) {
      const items = Array.from({ length: 9 }, () => `*l${at - 1}`).join(', ');
      lists.push(`- &l${at} {apiVersion: v1, kind: List, items: [${items}]}`);
    }
    const { resources } = new ManifestDocument(`apiVersion: v1\nkind: List\nitems:\n${lists.join('\n')}\n`);
    expect(resources.length).toBeGreaterThan(1000);
    expect(resources.length).toBeLessThan(20_001);
  });

  it('survives absurd nesting', () => {
    const document = new ManifestDocument(`apiVersion: v1\nkind: X\na: ${'['.repeat(100_000)}`);
    expect(document.problems).toHaveLength(1);
  });

  it('takes the items of a List as objects', () => {
    const document = new ManifestDocument(
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: apps/v1\n  kind: Deployment\n  metadata: {name: a}\n- apiVersion: v1\n  kind: Pod\n',
    );
    expect(document.resources.map(({ kind, group, name }) => [kind, group, name])).toEqual([
      ['Deployment', 'apps', 'a'],
      ['Pod', '', undefined],
    ]);
  });

  it('reads JSON, a BOM, CRLF and non-ASCII text', () => {
    const json = new ManifestDocument(
      '{\n\t"apiVersion": "v1",\n\t"kind": "Pod",\n\t"metadata": {"name": "grün"}\n}',
    );
    expect([json.problems, json.resources[0]?.name]).toEqual([[], 'grün']);
    const crlf = new ManifestDocument(
      '\uFEFFapiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: "日本" # ü\r\n',
    );
    expect([crlf.problems, crlf.resources[0]?.name]).toEqual([[], '日本']);
    expect(crlf.text.slice(crlf.root.at('metadata', 'name').span.start)).toMatch(/^"日本"/);
  });

  it('finds the containers of every kind of pod template', () => {
    const spec =
      '{initContainers: [{name: a}, {name: b, restartPolicy: Always}], containers: [{name: c}], ephemeralContainers: [{name: d}]}';
    const wrap: Record<string, [string, string]> = {
      Pod: ['v1', `spec: ${spec}`],
      PodTemplate: ['v1', `template: {spec: ${spec}}`],
      ReplicationController: ['v1', `spec: {template: {spec: ${spec}}}`],
      Job: ['batch/v1', `spec: {template: {spec: ${spec}}}`],
      CronJob: ['batch/v1', `spec: {jobTemplate: {spec: {template: {spec: ${spec}}}}}`],
      ...Object.fromEntries(
        ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => [
          kind,
          ['apps/v1', `spec: {template: {spec: ${spec}}}`],
        ]),
      ),
    };
    for (const [kind, [apiVersion, body]] of Object.entries(wrap)) {
      const [resource] = new ManifestDocument(`apiVersion: ${apiVersion}\nkind: ${kind}\n${body}\n`)
        .resources;
      const containers =
        resource && podTemplate(resource)?.containers.map(({ name, role }) => `${name}: ${role}`);
      expect(containers, kind).toEqual(['a: init', 'b: sidecar', 'c: app', 'd: ephemeral']);
    }
  });
});

describe('readManifestFile', () => {
  const text = 'apiVersion: v1\nkind: Pod\n---\nnot: ours\n---\napiVersion: v1\nkind: Service\n';

  it('leaves out what is no Kubernetes object', () => {
    const file = readManifestFile('file:///a.yaml', text);
    expect(file.documents.map(({ start, document }) => [start, document.resources[0]?.kind])).toEqual([
      [0, 'Pod'],
      [39, 'Service'],
    ]);
  });

  it('reuses unchanged documents', () => {
    const before = readManifestFile('file:///a.yaml', text);
    const after = readManifestFile('file:///a.yaml', text.replace('Pod', 'Pods'), before);
    expect(after.documents[0]?.document).not.toBe(before.documents[0]?.document);
    expect(after.documents[1]?.document).toBe(before.documents[1]?.document);
    expect(after.documents[1]?.start).toBe(40);
  });
});

describe('hasTemplateActions', () => {
  it.each([
    ['name: {{ .Values.name }}', true],
    ['{{- if .Values.x }}\na: 1\n{{- end }}', true],
    ['summary: Instance {{ $labels.instance }} down', true],
    ['summary: "Instance {{ $labels.instance }} down"', false],
    ["args: ['{{inputs.parameters.x}}']", false],
    ['a: |\n  {{ x }}\n  y\nb: 1', false],
    ['a:\n  - b: >-\n      {{ x }}\n    c: 1', false],
    ['- |\n  {{ x }}\n', false],
    ['a: |\n  x\nb: {{ y }}', true],
    ['a: 1 # {{ no }}', false],
  ])('%j: %s', (text, expected) => {
    expect(hasTemplateActions(text)).toBe(expected);
  });
});
