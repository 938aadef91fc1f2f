import type { Field, Key } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import type { ContainerRoles, ObjectContext } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { SECURITY_CONTEXT } from '../patchedResources.ts';

type OfContainer = Pick<ObjectContext, 'target' | 'pod' | 'environment'>;
type OfPod = Pick<ObjectContext, 'pod' | 'environment'>;

/** Security is asked of ephemeral containers, too. */
export const EVERY_CONTAINER: ContainerRoles = ['init', 'sidecar', 'app', 'ephemeral'];

/** The `securityContext` of a pod and of its containers, where they are written. Ephemeral containers have no place in manifests. */
export function securityContexts({ spec, containers }: PodTemplate): Field[] {
  return contexts({ spec, containers: containers.filter(({ role }) => role !== 'ephemeral') });
}

const known = new WeakMap<PodTemplate, readonly Field[]>();

/** Those of ephemeral containers as well; many checks ask for them. */
export function everySecurityContext(pod: PodTemplate | undefined): readonly Field[] {
  if (!pod) return [];
  let all = known.get(pod);
  if (!all) known.set(pod, (all = contexts(pod)));
  return all;
}

function contexts({ spec, containers }: Pick<PodTemplate, 'spec' | 'containers'>): Field[] {
  return [spec, ...containers.map(({ field }) => field)]
    .map((holder) => holder.at('securityContext'))
    .filter(({ isMap }) => isMap);
}

/**
 * The setting that holds for a container: its own, else that of its pod. Where there is neither, the place of its own
 * (https://kubernetes.io/docs/tasks/configure-pod-container/security-context/).
 */
export function setting(
  { target, pod }: Pick<ObjectContext, 'target' | 'pod'>,
  ...path: readonly Key[]
): Field {
  const own = target.at('securityContext', ...path);
  const shared = pod?.spec.at('securityContext', ...path);
  return own.exists || !shared?.exists ? own : shared;
}

/** Whether neither a container nor its pod has any security settings. */
export function lacksContext({ target, pod }: Pick<ObjectContext, 'target' | 'pod'>): boolean {
  return [target, pod?.spec].every((holder) => {
    const context = holder?.at('securityContext');
    return !context?.exists || (context.isMap && !context.entries().some(({ exists }) => exists));
  });
}

/**
 * Whether nothing can be said of the settings that a container lacks: the object is only a part, something else fills them
 * in, or there are none at all and `security-context-missing` says so.
 */
export function isSilent(context: OfContainer): boolean {
  const { target, pod, environment } = context;
  if (isPart(environment) || [target, pod?.spec].some((holder) => isUnknown(holder?.at('securityContext'))))
    return true;
  return environment.isOn('security-context-missing') && lacksContext(context) && !runsOnWindows(context);
}

/** Whether security settings that an object lacks may stand elsewhere: it is a patch, or overlays patch them in. */
export function isPart({ partial, patchedResources }: ObjectContext['environment']): boolean {
  return partial || patchedResources.has(SECURITY_CONTEXT);
}

/** Whether something else fills a value in: `${VALUE}`. */
export function isUnknown(field: Field | undefined): boolean {
  return field?.string !== undefined && isFilledIn(field.string);
}

/** Whether `privileged-container` speaks of a container: what it may do beside that does not matter. */
export function isPrivileged({ target, environment }: OfContainer): boolean {
  return (
    environment.isOn('privileged-container') && target.at('securityContext', 'privileged').value === true
  );
}

/** Since 1.25 the standards ask nothing of Windows that it cannot have: https://kep.k8s.io/2802. */
const WINDOWS_EXEMPT = 25;

/** Whether the restricted standard leaves the pod alone where only Linux has the setting. */
export function isExempt({ pod, environment }: OfPod): boolean {
  return environment.version >= WINDOWS_EXEMPT && pod?.spec.at('os', 'name').value === 'windows';
}

/** Whether the pod is for Windows in any way that the scheduler knows. */
export function runsOnWindows({ pod }: Pick<ObjectContext, 'pod'>): boolean {
  const spec = pod?.spec;
  const selected = spec?.at('nodeSelector', 'kubernetes.io/os').value;
  return spec?.at('os', 'name').value === 'windows' || selected === 'windows';
}

/** Since 1.35 the standards let pods with users of their own be root in there: https://kep.k8s.io/127. */
const OWN_USERS = 35;

export function isRelaxed({ pod, environment }: OfPod): boolean {
  return environment.version >= OWN_USERS && pod?.spec.at('hostUsers').value === false;
}
