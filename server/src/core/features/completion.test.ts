import { describe, expect, it } from 'vitest';
import { parseFixture } from '../../../../test/harness/fixture.ts';
import { SCHEMAS } from '../../../../test/harness/schemas.ts';
import { CHECKS } from '../checks/index.ts';
import { SchemaProvider } from '../schema/provider.ts';
import { applyEdits } from '../text.ts';
import { Workspace } from '../workspace.ts';
import { completionAt, suggestionsAt } from './completion.ts';
import type { Suggestion } from './completion/suggestion.ts';

function complete(
  source: string,
  path = 'a.yaml',
  version = 36,
): { text: string; suggestions: Suggestion[] } {
  const { files, cursor } = parseFixture(source, path);
  const [file] = files;
  if (!file || !cursor) throw new Error('no cursor');
  const workspace = new Workspace();
  const schemas = new SchemaProvider(workspace, SCHEMAS);
  const context = { uri: file.uri, start: 0, workspace, version, schemas, checks: CHECKS };
  const suggestions = suggestionsAt(file.text, cursor.offset, context);
  return { text: file.text, suggestions: suggestions.toSorted((a, b) => a.rank - b.rank) };
}

const labels = (source: string, path?: string) =>
  complete(source, path).suggestions.map(({ label }) => label);

/** The text after a suggestion has been taken, with tab stops left alone. */
function accept(source: string, label: string, path?: string): string {
  const { text, suggestions } = complete(source, path);
  const chosen = suggestions.find((one) => one.label === label);
  if (!chosen) throw new Error(`no ${label} among ${suggestions.map((one) => one.label).join(', ')}`);
  return applyEdits(text, [chosen.edit, ...(chosen.also ?? [])]);
}

const DEPLOYMENT = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n';
const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n';

const first = (source: string, count: number): string[] => labels(source).slice(0, count);

/** Those of a new container, indented. */
function resources(column: number): string {
  const lines = 'resources:\n  requests:\n    cpu: 100m\n    memory: 128Mi\n  limits:\n    memory: 128Mi';
  return lines.replaceAll(/^/gm, ' '.repeat(column));
}

function containerFields(version: number): string[] {
  const source = `${POD}  containers:\n    - name: a\n      <|>\n`;
  return complete(source, 'a.yaml', version).suggestions.map(({ label }) => label);
}

describe('completion of fields', () => {
  it('gives required fields first and leaves out what is there', () => {
    const fields = labels(`${DEPLOYMENT}  replicas: 2\n  <|>\n  paused: true\n`);
    expect(fields.slice(0, 2)).toEqual(['selector', 'template']);
    expect(fields).toContain('strategy');
    expect(fields).not.toContain('replicas');
    expect(fields).not.toContain('paused');
  });

  it('writes the required children along, indented as the place is', () => {
    expect(accept(`${DEPLOYMENT}  repl<|>\n`, 'selector')).toBe(
      `${DEPLOYMENT}  selector:\n    matchLabels:\n      app: web\n`,
    );
    expect(accept(`${POD}  containers:\n  - name: a\n    <|>\n`, 'livenessProbe')).toBe(
      `${POD}  containers:\n  - name: a\n    livenessProbe:\n      httpGet:\n        path: /healthz\n        port: http\n`,
    );
    expect(accept(`${POD}  containers:\n  - name: a\n    <|>\n`, 'env')).toBe(
      `${POD}  containers:\n  - name: a\n    env:\n    - name: NAME\n      value: value\n`,
    );
  });

  it('offers items of lists, whole or field by field', () => {
    expect(accept(`${POD}  containers:\n    <|>\n`, '- Container')).toContain(
      '  containers:\n    - name: web\n      image: registry.example.com/my-app:1.0.0\n      resources:\n',
    );
    expect(labels(`${POD}  containers:\n    - <|>\n`).slice(0, 3)).toEqual([
      'name, image, resources',
      'name',
      'image',
    ]);
    expect(accept(`${POD}  containers:\n    - na<|>\n`, 'name')).toBe(
      `${POD}  containers:\n    - name: name\n`,
    );
  });

  it('offers what is written most first, and an object itself from the top', () => {
    expect(first('kind: Deployment\n<|>', 3)).toEqual(['apiVersion', 'metadata', 'spec']);
    expect(accept('kind: Deployment\na<|>', 'apiVersion')).toBe('kind: Deployment\napiVersion: apps/v1');
    expect(accept('apiVersion: batch/v1\n<|>', 'kind')).toBe('apiVersion: batch/v1\nkind: ');
    expect(first('apiVersion: v1\nkind: Service\nmetadata:\n  <|>', 3)).toEqual([
      'name',
      'namespace',
      'labels',
    ]);
    const container = first(`${POD}  containers:\n    - name: a\n      <|>`, 8);
    expect(container).toEqual([
      'image',
      'command',
      'args',
      'ports',
      'env',
      'envFrom',
      'resources',
      'volumeMounts',
    ]);
  });

  it('takes the name and the labels of the object, and changes what has to be equal together', () => {
    const spec = complete('apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\n<|>')
      .suggestions[0];
    expect(spec?.label).toBe('spec');
    expect(spec?.edit.snippet.match(/\$\{1:shop\}/g)).toHaveLength(3);
    const selector = '  selector:\n    matchLabels:\n      tier: front\n      part: "1"\n';
    expect(accept(`${DEPLOYMENT}${selector}  tem<|>`, 'template')).toContain(
      '    metadata:\n      labels:\n        tier: front\n        part: "1"\n    spec:\n',
    );
    expect(accept(`${DEPLOYMENT}${selector}  template:\n    <|>`, 'metadata')).toContain(
      '    metadata:\n      labels:\n        tier: front\n        part: "1"',
    );
    expect(labels(`${DEPLOYMENT}  selector:\n    matchLabels:\n      <|>`)[0]).toBe('app');
    const second = `${POD}  containers:\n    - name: web\n      image: a\n    <|>`;
    expect(accept(second, '- Container')).toContain('    - name: my-app\n');
  });

  it('offers names of resources in maps of quantities', () => {
    const container = `${POD}  containers:\n    - name: a\n      resources:\n        `;
    expect(labels(`${container}requests:\n          <|>`)).toEqual(['cpu', 'memory', 'ephemeral-storage']);
    expect(accept(`${container}limits:\n          me<|>`, 'memory')).toContain(
      'limits:\n          memory: 128Mi',
    );
    expect(accept(`${container}<|>`, 'limits')).toContain('limits:\n          memory: 128Mi');
    expect(labels(`${container}requests: {cpu: 1, <|>}`)).toEqual(['memory', 'ephemeral-storage']);
  });

  it('puts a line at the right column', () => {
    expect(accept(`${POD}  containers:\n    - name: a\n     <|>`, 'image')).toBe(
      `${POD}  containers:\n    - name: a\n      image: `,
    );
    expect(accept(`${DEPLOYMENT} <|>\n  replicas: 1\n`, 'paused')).toBe(
      `${DEPLOYMENT}  paused: true\n  replicas: 1\n`,
    );
  });

  it('puts what belongs below a key on lines of its own, from behind the key', () => {
    expect(accept(`${DEPLOYMENT}  selector: <|>\n`, 'matchLabels')).toBe(
      `${DEPLOYMENT}  selector:\n    matchLabels:\n      app: web\n`,
    );
    expect(accept(`${DEPLOYMENT}  template:<|>`, 'spec')).toBe(
      `${DEPLOYMENT}  template:\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/my-app:1.0.0\n${resources(10)}`,
    );
    expect(accept(`${POD}  containers: <|>\n`, '- Container')).toBe(
      `${POD}  containers:\n    - name: web\n      image: registry.example.com/my-app:1.0.0\n${resources(6)}\n`,
    );
    expect(accept(`${POD}  containers: <|>\n  - name: a\n`, '- Container')).toBe(
      `${POD}  containers:\n  - name: web\n    image: registry.example.com/my-app:1.0.0\n${resources(4)}\n  - name: a\n`,
    );
    expect(accept(`${POD}  containers:\n    - resources: <|>\n      name: a\n`, 'limits')).toContain(
      '    - resources:\n        limits:\n',
    );
    expect(accept('apiVersion: apps/v1\r\nkind: Deployment\r\nspec: sel<|>\r\n', 'selector')).toContain(
      'spec:\r\n  selector:\r\n    matchLabels:\r\n',
    );
  });

  it('leaves out what stands below the key already, and everything where a comment follows', () => {
    const fields = labels(`${DEPLOYMENT.trimEnd()} <|>\n  replicas: 2\n`);
    expect(fields.slice(0, 2)).toEqual(['selector', 'template']);
    expect(fields).not.toContain('replicas');
    expect(accept(`${DEPLOYMENT.trimEnd()} <|>\n  replicas: 2\n`, 'paused')).toBe(
      `${DEPLOYMENT}  paused: true\n  replicas: 2\n`,
    );
    expect(labels(`${DEPLOYMENT}  selector: <|> # which pods`)).toEqual([]);
    expect(labels(`${POD}  securityContext: "<|>"`)).toEqual([]);
  });

  it('leaves Enter behind a colon to the author', () => {
    const text = `${DEPLOYMENT}  selector:`;
    const workspace = new Workspace();
    const schemas = new SchemaProvider(workspace, SCHEMAS);
    const context = { uri: 'file:///a.yaml', start: 0, workspace, version: 36, schemas, checks: CHECKS };
    expect(completionAt(text, text.length, context, ':').suggestions).toEqual([]);
    expect(completionAt(text, text.length, context).suggestions).not.toEqual([]);
  });

  it('writes whole values in flow style', () => {
    expect(
      complete('{apiVersion: v1, kind: Pod, spec: <|>}').suggestions.map(({ edit }) => edit.text),
    ).toEqual([
      '{ containers: [{ name: my-app, image: registry.example.com/my-app:1.0.0, resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { memory: 128Mi } } }] }',
    ]);
    expect(
      complete('{apiVersion: v1, kind: Pod, spec: {tolerations:<|>}}').suggestions.map(
        ({ edit }) => edit.text,
      ),
    ).toEqual([' [{ key: key }]']);
  });

  it('works in flow style and JSON', () => {
    expect(accept('{apiVersion: v1, kind: Pod, spec: {<|> hostPID: true}}', 'hostIPC')).toBe(
      '{apiVersion: v1, kind: Pod, spec: {hostIPC: true, hostPID: true}}',
    );
    expect(accept('{"apiVersion": "v1", "kind": "Pod", "spec": {"host<|>"}}', 'hostIPC')).toBe(
      '{"apiVersion": "v1", "kind": "Pod", "spec": {"hostIPC": true}}',
    );
    expect(accept('{"apiVersion": "v1", "kind": "Pod", "spec": {<|>}}', 'containers')).toContain(
      '{"containers": [{ "name": "my-app", "image": "registry.example.com/my-app:1.0.0", "resources": ',
    );
  });

  it('renames a key without touching its value', () => {
    expect(accept(`${DEPLOYMENT}  repl<|>: 3\n`, 'replicas')).toBe(`${DEPLOYMENT}  replicas: 3\n`);
  });

  it('works while the text is broken', () => {
    expect(labels(`${DEPLOYMENT}  template:\n    spec:\n      serv<|>\n      image: "x\n\tz`)).toContain(
      'serviceAccountName',
    );
    expect(labels(`kind: Deployment\nspec:\n  <|>`)).toContain('replicas');
    expect(labels('apiVersion: v1\n<|>')).toContain('kind');
  });

  it('goes by the version', () => {
    expect(containerFields(36)).toContain('restartPolicyRules');
    expect(containerFields(22)).not.toContain('restartPolicyRules');
  });

  it('knows custom resources', () => {
    expect(labels('apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  <|>')).toContain('issuerRef');
    expect(labels('apiVersion: cert-manager.io/<|>')).toContain('cert-manager.io/v1');
  });
});

describe('completion of values', () => {
  it('gives enums, booleans and defaults', () => {
    expect(labels(`${POD}  restartPolicy: <|>`)).toEqual(['Always', 'Never', 'OnFailure']);
    expect(labels(`${POD}  hostPID: <|>`)).toEqual(['false', 'true']);
    expect(labels(`${POD}  terminationGracePeriodSeconds: <|>`)).toEqual(['30']);
    expect(accept(`${POD}  restartPolicy: "Al<|>"`, 'Always')).toBe(`${POD}  restartPolicy: "Always"`);
    expect(accept(`${POD}  restartPolicy:<|>`, 'Always')).toBe(`${POD}  restartPolicy: Always`);
  });

  it('gives items of lists of enums', () => {
    const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nspec:\n  accessModes:';
    expect(labels(`${claim}\n    - Read<|>`)).toContain('ReadWriteOnce');
    expect(labels(`${claim} [<|>]`)).toContain('ReadWriteOnce');
  });

  it('gives what is usual where any text is allowed', () => {
    const security = `${POD}  containers:\n    - securityContext:\n        capabilities:\n          drop:`;
    expect(labels(`${security}\n            - <|>`)[0]).toBe('ALL');
    expect(labels(`${security} [<|>]`)[0]).toBe('ALL');
    expect(labels(`${security} A<|>`)).not.toContain('ALL');
    const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nrules:\n  - verbs:';
    expect(labels(`${role} [get, <|>]`)).toEqual(expect.arrayContaining(['list', 'watch']));
    expect(
      labels('apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nroleRef:\n  kind: <|>'),
    ).toEqual(['Role', 'ClusterRole']);
  });

  it('gives quantities and their suffixes', () => {
    const resources = `${POD}  containers:\n    - name: a\n      resources:\n        limits:\n`;
    expect(labels(`${resources}          memory: <|>`)).toContain('128Mi');
    expect(labels(`${resources}          memory: 64<|>`)).toEqual(['64Ki', '64Mi', '64Gi', '64Ti']);
    expect(labels(`${resources}          cpu: 250<|>`)).toEqual(['250m', '250']);
  });

  it('matches apiVersion and kind', () => {
    expect(labels('apiVersion: <|>\nkind: CronJob')).toEqual(['batch/v1']);
    expect(labels('apiVersion: batch/v1\nkind: <|>')).toEqual(['CronJob', 'Job']);
    expect(accept('kind: Deplo<|>', 'Deployment')).toBe('apiVersion: apps/v1\nkind: Deployment');
    expect(labels('apiVersion: <|>').slice(0, 3)).toEqual(['apps/v1', 'batch/v1', 'v1']);
  });
});

describe('completion of our own words', () => {
  it('gives ids in comments, annotations and the config file', () => {
    expect(labels(`${POD}  # kube<|>`)).toContain('kube-guardrails-disable-next-line');
    const ids = labels(`${POD}  # kube-guardrails-disable-next-line host-port, image<|>`);
    expect(ids).toContain('image-tag-latest');
    expect(ids).not.toContain('host-port');
    expect(labels(`${POD}  # kube-guardrails-disable-next-line host-port -- because im<|>`)).toEqual([]);
    const annotation =
      'kind: Pod\napiVersion: v1\nmetadata:\n  annotations:\n    kube-guardrails/ignore: "image-tag-latest, ho<|>"';
    expect(accept(annotation, 'host-port')).toContain('"image-tag-latest, host-port"');
  });

  it('gives what the config file may hold', () => {
    const config = '.kube-guardrails.yaml';
    expect(labels('<|>', config).slice(0, 3)).toEqual(['kubernetesVersion', 'extends', 'checks']);
    expect(labels('kubernetesVersion: <|>', config).slice(0, 2)).toEqual(['latest', '1.36']);
    expect(accept('kubernetesVersion: 1.3<|>', '1.30', config)).toBe('kubernetesVersion: "1.30"');
    expect(accept('checks:\n  host<|>', 'host-port', config)).toBe('checks:\n  host-port: off');
    expect(labels('checks:\n  host-port: <|>', config)).toEqual(['off', 'information', 'warning', 'error']);
    expect(labels('checks:\n  image-registry-not-allowed:\n    <|>', config)).toEqual([
      'severity',
      'waivers',
      'registries',
    ]);
  });
});

describe('completion stays quiet', () => {
  it.each([
    'services:\n  web:\n    <|>',
    'name: x\n<|>',
    'apiVersion: v2\nname: chart\n<|>',
    'kind: Something\n<|>',
    `${POD}  # note<|>`,
    `${POD}  hostname: x\n    <|>`,
    'on: [push]\njobs:\n  a:\n    # kube<|>',
  ])('in %j', (source) => {
    expect(labels(source)).toEqual([]);
  });
});
