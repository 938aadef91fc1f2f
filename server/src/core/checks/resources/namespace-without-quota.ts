import { placeholder } from '../../manifest/render.ts';
import type { Value } from '../../manifest/render.ts';
import type { Resource } from '../../manifest/resource.ts';
import type { Slot } from '../../workspace.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { addDocuments } from '../newDocument.ts';

export default defineCheck({
  id: 'namespace-without-quota',
  title: 'A namespace has a ResourceQuota and a LimitRange',
  category: 'resources',
  severity: 'off',
  kinds: ['Namespace'],
  scope: 'workspace',
  on: 'object',
  fix: { kind: 'document', safe: false },
  aliases: { trivy: ['KSV-0039', 'KSV-0040'] },
  check({ target, resource, environment, workspace, slot, report }) {
    const { name } = resource;
    if (
      resource.group !== '' ||
      !name ||
      isSystem(name) ||
      environment.partial ||
      !workspace.isComplete(slot.uri)
    )
      return;
    const isFor = ({ resource: other }: Slot): boolean =>
      other.group === '' && (other.namespace === undefined || other.namespace === name);
    const missing = ['ResourceQuota', 'LimitRange'].filter(
      (kind) => workspace.together(slot, [kind], isFor).length === 0,
    );
    if (missing.length === 0) return;
    const message = `namespace "${name}" has no ${missing.join(' and no ')}: bound what runs in it`;
    report(target.at('metadata', 'name'), message, { fixes: fixes(resource, name, missing) });
  },
});

/** Those that Kubernetes makes itself. */
function isSystem(name: string): boolean {
  return name === 'default' || name.startsWith('kube-');
}

/** New documents behind the namespace, where these can stand. */
function fixes(resource: Resource, name: string, kinds: readonly string[]): Fix[] {
  const objects = kinds.map((kind) => (kind === 'LimitRange' ? limitRange(name) : quota(name)));
  return addDocuments(resource, `Add a ${kinds.join(' and a ')}`, objects);
}

function quota(namespace: string): Value {
  const hard = {
    'requests.cpu': placeholder('4', { hint: 'set what all pods may request' }),
    'requests.memory': placeholder('8Gi', { hint: 'set what all pods may request' }),
    'limits.memory': placeholder('8Gi', { hint: 'set what all pods may use' }),
  };
  return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota', namespace }, spec: { hard } };
}

function limitRange(namespace: string): Value {
  const container = {
    type: 'Container',
    defaultRequest: {
      cpu: placeholder('100m', { hint: 'set what a container needs' }),
      memory: placeholder('128Mi', { hint: 'set what a container needs' }),
    },
    default: { memory: placeholder('128Mi', { hint: 'set the most a container may use' }) },
  };
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'defaults', namespace },
    spec: { limits: [container] },
  };
}
