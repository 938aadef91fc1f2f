import { lineEnding } from '../../text.ts';
import { placeholder, renderBlock } from '../../manifest/render.ts';
import type { Value } from '../../manifest/render.ts';
import type { Slot } from '../../workspace.ts';
import type { Edit, Fix } from '../check.ts';
import { defineCheck } from '../check.ts';

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
    report(target.at('metadata', 'name'), message, { fixes: fixes(slot, name, missing) });
  },
});

/** Those that Kubernetes makes itself. */
function isSystem(name: string): boolean {
  return name === 'default' || name.startsWith('kube-');
}

/** New documents behind the namespace; none where it is an item of a `List` or JSON, which hold no second document. */
function fixes(slot: Slot, name: string, kinds: readonly string[]): Fix[] {
  const { document, resource } = slot;
  if (resource.root !== document.root || resource.root.map?.flow) return [];
  const title = `Add a ${kinds.join(' and a ')}`;
  return [{ title, safe: false, edits: () => [newDocuments(document.text, name, kinds)] }];
}

function newDocuments(text: string, name: string, kinds: readonly string[]): Edit {
  const eol = lineEnding(text);
  const rendered = kinds.map((kind) =>
    renderBlock(kind === 'LimitRange' ? limitRange(name) : quota(name), 0, 2, eol),
  );
  const end = text.endsWith('\n') ? '' : eol;
  const join = (part: 'text' | 'snippet'): string =>
    end + rendered.map((one) => `---${eol}${one[part]}${eol}`).join('');
  return { start: text.length, end: text.length, text: join('text'), snippet: join('snippet') };
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
