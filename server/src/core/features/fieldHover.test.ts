import { describe, expect, it } from 'vitest';
import { parseFixture } from '../../../../test/harness/fixture.ts';
import { SCHEMAS } from '../../../../test/harness/schemas.ts';
import { CHECKS } from '../checks/index.ts';
import { SchemaProvider } from '../schema/provider.ts';
import { Workspace } from '../workspace.ts';
import { fieldHover } from './fieldHover.ts';
import { scheduleInWords } from './meaning/schedule.ts';

const workspace = new Workspace();
const schemas = new SchemaProvider(workspace, SCHEMAS);
const NOW = new Date('2026-01-01T12:00:00Z');

function schedule(text: string, zone: string | undefined): string | undefined {
  return scheduleInWords(text, zone, NOW);
}

function hover(source: string, version = 36): string | undefined {
  const { files, cursor } = parseFixture(source);
  const [file] = files;
  if (!file || !cursor) throw new Error('no cursor');
  const sources = { uri: file.uri, start: 0, workspace, version, schemas, checks: CHECKS, schedule };
  return fieldHover(file.text, cursor.offset, sources)?.text;
}

const DEPLOYMENT = 'apiVersion: apps/v1\nkind: Deployment\nspec:\n';
const POD = 'apiVersion: v1\nkind: Pod\nspec:\n';
const CONTAINER = `${POD}  containers:\n    - name: a\n`;

describe('hover of fields', () => {
  it('says what a field is, its type, its default and where to read more', () => {
    const text = hover(`${DEPLOYMENT}  repl<|>icas: 3\n`);
    expect(text).toContain('**replicas**: *integer*, `int32`, default `1`');
    expect(text).toContain('Number of desired pods');
    expect(text).toContain('kubernetes-api/v1.36/#deployment-v1-apps');
  });

  it('says what is required, and since when', () => {
    expect(hover(`${DEPLOYMENT}  sel<|>ector: {}`)).toContain('**selector**: *LabelSelector*, **required**');
    expect(hover(`${CONTAINER}      restartPolicyR<|>ules: []`)).toMatch(/since Kubernetes 1\.3\d/);
    expect(hover(`${CONTAINER}      na<|>me: x`)).toContain('#container-v1-core');
  });

  it('lists the allowed values on key and value', () => {
    for (const line of ['imagePull<|>Policy: Always', 'imagePullPolicy: Alw<|>ays']) {
      expect(hover(`${CONTAINER}      ${line}`)).toContain('One of `Always`, `IfNotPresent`, `Never`');
    }
  });

  it('works in flow style, JSON and broken documents', () => {
    expect(hover('{"apiVersion": "v1", "kind": "Pod", "spec": {"host<|>IPC": true}}')).toContain(
      '**hostIPC**',
    );
    expect(hover(`${POD}  a: "open\n  host<|>IPC: true\n\t- x`)).toContain('**hostIPC**');
    expect(
      hover(
        'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    spec:\n      host<|>IPC: 1',
      ),
    ).toContain('**hostIPC**');
  });

  it('describes kinds and says which are given up', () => {
    expect(hover('apiVersion: apps/v1\nkind: Depl<|>oyment')).toContain(
      'Deployment enables declarative updates',
    );
    expect(hover('apiVersion: apps/v1\nki<|>nd: Deployment')).toContain(
      'Deployment enables declarative updates',
    );
    expect(hover('{"apiVersion": "apps/v1", "ki<|>nd": "Deployment"}')).toContain('Deployment enables');
    expect(hover('apiVersion: batch/v1bet<|>a1\nkind: CronJob', 24)).toContain(
      'Deprecated in Kubernetes 1.21, gone in 1.25. Use `batch/v1`',
    );
  });

  it('says what values mean', () => {
    const memory = `${CONTAINER}      resources:\n        limits:\n          memory: 128<|>Mi`;
    expect(hover(memory)).toBe(
      '`128Mi` is 134,217,728 bytes (128 MiB)\n\n[Reference of Pod](https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/#pod-v1-core)',
    );
    expect(hover(`${POD}  terminationGracePeriodSeconds: 36<|>00`)).toContain('`3600` is 1 hour');
    const cron =
      'apiVersion: batch/v1\nkind: CronJob\nspec:\n  timeZone: Europe/Berlin\n  schedule: "0 3 <|>* * *"';
    expect(hover(cron)).toContain(
      '`0 3 * * *`: At 03:00, every day\n\nNext runs (Europe/Berlin):\n- Fri, 2 Jan 2026, 03:00',
    );
    expect(hover(`${POD}  volumes:\n    - name: a\n      secret:\n        defaultMode: 42<|>0`)).toContain(
      '`420` is `0644` (`rw-r--r--`)',
    );
    expect(hover('apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  duration: 2160<|>h')).toContain(
      '`2160h` is 90 days',
    );
  });

  it('keeps hostile text from being more than text', () => {
    expect(hover('apiVersion: v1\nkind: "Po<|>d](command:x)"')).toBeUndefined();
    expect(hover(`${POD}  terminationGracePeriodSeconds: "<im<|>g>"`)).not.toContain('<img>');
  });

  it.each(['services:\n  we<|>b: 1', `${POD}  unkno<|>wn: 1`, `${POD}  # note<|>`, `${POD}  <|>`])(
    'says nothing in %j',
    (source) => {
      expect(hover(source)).toBeUndefined();
    },
  );
});
