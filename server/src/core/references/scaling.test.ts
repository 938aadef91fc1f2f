import { describe, expect, it } from 'vitest';
import { Workspace } from '../workspace.ts';
import { budgetsOf, workloadsOf } from './budgets.ts';
import { scaleOf } from './scaling.ts';

const URI = 'file:///w/all.yaml';

function workspaceOf(...documents: readonly string[]): Workspace {
  const workspace = new Workspace();
  workspace.set(URI, documents.join('---\n'));
  return workspace;
}

function workload(name: string, spec: string, kind = 'Deployment'): string {
  return `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: { ${spec}template: { metadata: { labels: { app: ${name} } } } }\n`;
}

function scaler(apiVersion: string, kind: string, spec: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: s }\nspec: { ${spec}, scaleTargetRef: { name: web, kind: Deployment } }\n`;
}

describe('the least scale', () => {
  it.each([
    ['what is written', [workload('web', 'replicas: 4, ')], 4],
    ['1 where nothing is', [workload('web', '')], 1],
    ['unknown for a DaemonSet', [workload('web', '', 'DaemonSet')], undefined],
    ['unknown for a variable', [workload('web', 'replicas: "${N}", ')], undefined],
    [
      'the minimum of the autoscaler',
      [
        workload('web', 'replicas: 4, '),
        scaler('autoscaling/v2', 'HorizontalPodAutoscaler', 'minReplicas: 2'),
      ],
      2,
    ],
    [
      '1 if the autoscaler says nothing',
      [
        workload('web', 'replicas: 4, '),
        scaler('autoscaling/v1', 'HorizontalPodAutoscaler', 'maxReplicas: 9'),
      ],
      1,
    ],
    [
      "0 if KEDA's says nothing",
      [workload('web', ''), scaler('keda.sh/v1alpha1', 'ScaledObject', 'a: 1')],
      0,
    ],
    [
      'no business of what is scaled by another API',
      [workload('web', ''), scaler('example.com/v1', 'ScaledObject', 'minReplicaCount: 3')],
      1,
    ],
  ] as const)('is %s', (_, documents, expected) => {
    const workspace = workspaceOf(...documents);
    const [slot] = workspace.slots(URI);
    expect(slot && scaleOf(workspace, slot)?.least).toBe(expected);
  });
});

describe('a budget', () => {
  it.each([
    ['by labels', 'policy/v1', 'selector: { matchLabels: { app: web } }', 1],
    [
      'by expressions alone',
      'policy/v1',
      'selector: { matchExpressions: [{ key: app, operator: Exists }] }',
      2,
    ],
    ['everything by an empty selector', 'policy/v1', 'selector: {}', 2],
    ['nothing by an empty selector before v1', 'policy/v1beta1', 'selector: {}', 0],
    ['nothing without a selector', 'policy/v1', 'maxUnavailable: 1', 0],
    ['nothing in another API', 'example.com/v1', 'selector: {}', 0],
  ] as const)('selects %s', (_, apiVersion, spec, expected) => {
    const budget = `apiVersion: ${apiVersion}\nkind: PodDisruptionBudget\nmetadata: { name: b }\nspec: { ${spec} }\n`;
    const workspace = workspaceOf(workload('web', ''), workload('api', ''), budget);
    const [web, , slot] = workspace.slots(URI);
    expect(slot && workloadsOf(workspace, slot).length).toBe(expected);
    expect(web && budgetsOf(workspace, web).length).toBe(Math.min(1, expected));
  });
});
