import type { Field } from '../../manifest/field.ts';
import { set } from '../../manifest/edit.ts';
import { placeholder } from '../../manifest/render.ts';
import type { Value } from '../../manifest/render.ts';
import type { Fix, ObjectContext } from '../check.ts';
import { ANY } from '../patchedResources.ts';
import { shownName } from './resourceName.ts';

export type Part = 'requests' | 'limits';
type Context = Pick<ObjectContext, 'target' | 'pod' | 'environment'>;

/** Pods have resources of their own since 1.34: https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/ */
const POD_LEVEL = 34;

/** The `resources` that bound a container: its own, and those of its pod where the Kubernetes version knows them. */
function levels({ target, pod, environment }: Context): Field[] {
  const own = target.at('resources');
  return pod && environment.version >= POD_LEVEL ? [own, pod.spec.at('resources')] : [own];
}

/** Whether Kustomize patches add this to the container, or anything if nothing is named. */
function isPatched({ target, environment }: Context, added = ''): boolean {
  const wanted = `${target.at('name').written} ${added}`;
  return [...environment.patchedResources].some(
    (one) => one === ANY || (added === '' ? one.startsWith(wanted) : one === wanted),
  );
}

/** Whether anything is requested or limited: by the container, by its pod, or by a LimitRange. */
export function hasResources(context: Context): boolean {
  const { limitRange } = context.environment;
  if (limitRange && limitRange.requests.size + limitRange.limits.size > 0) return true;
  if (isPatched(context)) return true;
  return levels(context).some((level) =>
    [...level.at('requests').entries(), ...level.at('limits').entries()].some(({ exists }) => exists),
  );
}

/** Whether the container has a limit of a resource, of its own, of its pod or from a LimitRange. */
export function hasLimit(context: Context, name: string): boolean {
  if (context.environment.limitRange?.limits.has(name)) return true;
  if (isPatched(context, `limits.${name}`)) return true;
  return levels(context).some((level) => level.at('limits', name).exists);
}

/** Whether the container has a request of a resource. A limit without a request is one, too. */
export function hasRequest(context: Context, name: string): boolean {
  if (context.environment.limitRange?.requests.has(name)) return true;
  if (isPatched(context, `requests.${name}`)) return true;
  return hasLimit(context, name) || levels(context).some((level) => level.at('requests', name).exists);
}

/**
 * Whether nothing can be said of what a container lacks: the manifest is only a part, or the container has no resources at all
 * and `resources-missing` says so.
 */
export function isSilent(context: Context): boolean {
  const { environment } = context;
  return environment.partial || (environment.isOn('resources-missing') && !hasResources(context));
}

/** What shows a container that lacks something: its name, else its image, else whatever it has. */
export function containerField(target: Field): Field {
  const shown = [target.at('name'), target.at('image'), ...target.entries()];
  return shown.find(({ exists }) => exists) ?? target;
}

export function containerName(target: Field): string {
  const name = target.at('name').written;
  return name ? `container "${name}"` : 'this container';
}

/** Reports a container that has no request or no limit of a resource, with a fix that adds one to be confirmed. */
export function reportMissing(context: ObjectContext, part: Part, name: string, value: string): void {
  const { target, report } = context;
  const has = part === 'requests' ? hasRequest(context, name) : hasLimit(context, name);
  if (has || isSilent(context)) return;
  const shown = shownName(name);
  const lack = part === 'requests' ? `requests no ${shown}` : `has no ${shown} limit`;
  const advice = part === 'requests' ? 'what it needs' : 'the most it may use';
  const other = target.at('resources', 'requests', name).written;
  const amount = placeholder(part === 'limits' && other ? other : value, { hint: `set ${advice}` });
  const message = `${containerName(target)} ${lack}: set \`resources.${part}.${name}\` to ${advice}`;
  const fix = addition(`Add \`${part}.${name}\``, target.at('resources'), { [part]: { [name]: amount } });
  report(target.at('resources', part, name), message, { at: containerField(target), fixes: [fix] });
}

/** A fix that adds requests and limits and leaves alone what else stands in `resources`. */
export function addition(
  title: string,
  resources: Field,
  amounts: Readonly<Record<string, Readonly<Record<string, Value>>>>,
): Fix {
  const edits = (): ReturnType<typeof set> => {
    if (!resources.isMap || resources.entries().length === 0) return set(resources, amounts);
    return Object.entries(amounts).flatMap(([part, list]) => {
      const field = resources.at(part);
      if (!field.isMap || field.entries().length === 0) return set(field, list);
      return Object.entries(list).flatMap(([name, value]) => set(field.at(name), value));
    });
  };
  return { title, safe: false, edits };
}
