import { remove, renameKey, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Value } from '../../manifest/render.ts';
import type { Resource } from '../../manifest/resource.ts';
import type { TextEdit } from '../../text.ts';

/**
 * The edits, beside that of the apiVersion, that turn an object of a retired API into one of its replacement; `undefined` where
 * a person has to do it. Source: the notes of https://kubernetes.io/docs/reference/using-api/deprecation-guide/.
 */
export function migration({ apiVersion, kind, root }: Resource): (() => TextEdit[]) | undefined {
  const spec = root.at('spec');
  switch (`${apiVersion}/${kind}`) {
    case 'extensions/v1beta1/Ingress':
    case 'networking.k8s.io/v1beta1/Ingress':
      return () => ingress(spec);
    case 'extensions/v1beta1/DaemonSet':
    case 'extensions/v1beta1/Deployment':
    case 'extensions/v1beta1/ReplicaSet':
    case 'apps/v1beta1/Deployment':
    case 'apps/v1beta1/StatefulSet':
    case 'apps/v1beta2/DaemonSet':
    case 'apps/v1beta2/Deployment':
    case 'apps/v1beta2/ReplicaSet':
    case 'apps/v1beta2/StatefulSet':
      return () => workload(spec);
    case 'autoscaling/v2beta1/HorizontalPodAutoscaler':
      return spec.at('metrics').items().every(isResourceMetric) ? () => resourceMetrics(spec) : undefined;
    case 'flowcontrol.apiserver.k8s.io/v1beta1/PriorityLevelConfiguration':
    case 'flowcontrol.apiserver.k8s.io/v1beta2/PriorityLevelConfiguration':
      return () => renameKey(spec.at('limited', 'assuredConcurrencyShares'), 'nominalConcurrencyShares');
    // These have required fields or values whose meaning only their author knows.
    case 'apiextensions.k8s.io/v1beta1/CustomResourceDefinition':
    case 'events.k8s.io/v1beta1/Event':
      return undefined;
    case 'admissionregistration.k8s.io/v1beta1/MutatingWebhookConfiguration':
    case 'admissionregistration.k8s.io/v1beta1/ValidatingWebhookConfiguration':
      return root.at('webhooks').items().every(isCompleteWebhook) ? () => [] : undefined;
    case 'certificates.k8s.io/v1beta1/CertificateSigningRequest':
      return spec.at('signerName').exists ? () => [] : undefined;
    case 'discovery.k8s.io/v1beta1/EndpointSlice':
      return root
        .at('endpoints')
        .items()
        .some((one) => one.at('topology').exists)
        ? undefined
        : () => [];
    case 'resource.k8s.io/v1beta1/ResourceClaim':
    case 'resource.k8s.io/v1beta1/ResourceClaimTemplate':
    case 'resource.k8s.io/v1beta1/ResourceSlice':
    case 'v1/Endpoints':
      return undefined;
    default:
      return () => [];
  }
}

/** Backends became objects, and every path says how it matches. */
function ingress(spec: Field): TextEdit[] {
  const edits: TextEdit[] = [];
  const own = spec.at('backend');
  const backend = own.exists ? newBackend(own) : undefined;
  if (backend) edits.push(...renameKey(own, 'defaultBackend'), ...set(own, backend));
  for (const rule of spec.at('rules').items()) {
    for (const path of rule.at('http', 'paths').items()) {
      const changed = newBackend(path.at('backend'));
      if (changed) edits.push(...set(path.at('backend'), changed));
      if (!path.at('pathType').exists) edits.push(...set(path.at('pathType'), 'ImplementationSpecific'));
    }
  }
  return edits;
}

function newBackend(backend: Field): Value | undefined {
  const name = backend.at('serviceName').value;
  const port = backend.at('servicePort').value;
  if (typeof name !== 'string' || (typeof port !== 'string' && typeof port !== 'number')) return undefined;
  return { service: { name, port: typeof port === 'number' ? { number: port } : { name: port } } };
}

/** The selector has to be written out; before, it was that of the template's labels. */
function workload(spec: Field): TextEdit[] {
  const edits = ['rollbackTo', 'templateGeneration'].flatMap((name) => {
    const field = spec.at(name);
    return field.pair ? remove(field) : [];
  });
  if (spec.at('selector').exists) return edits;
  const labels = spec.at('template', 'metadata', 'labels').entries();
  const matchLabels = Object.fromEntries(labels.map((label) => [String(label.key), String(label.value)]));
  return labels.length === 0 ? edits : [...edits, ...set(spec.at('selector'), { matchLabels })];
}

function isResourceMetric(metric: Field): boolean {
  return metric.at('type').value === 'Resource';
}

/** Targets moved into an object of their own. */
function resourceMetrics(spec: Field): TextEdit[] {
  return spec
    .at('metrics')
    .items()
    .flatMap((metric) => {
      const resource = metric.at('resource');
      const name = resource.at('name').string ?? 'cpu';
      const utilization = resource.at('targetAverageUtilization').number;
      const value = resource.at('targetAverageValue').written;
      if (utilization === undefined && value === undefined) return [];
      const target: Value =
        utilization === undefined
          ? { type: 'AverageValue', averageValue: value ?? '' }
          : { type: 'Utilization', averageUtilization: utilization };
      return set(resource, { name, target });
    });
}

function isCompleteWebhook(webhook: Field): boolean {
  return webhook.at('sideEffects').exists && webhook.at('admissionReviewVersions').exists;
}
