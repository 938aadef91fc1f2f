import type { Session } from '../../session.ts';
import type { Target } from '../metadata.ts';
import { metadataOf } from '../metadata.ts';
import { customType, isDefinition, isNamespace } from './kinds.ts';
import type { Survey, Tied } from './survey.ts';
import { dependantsOf, surveyKinds, surveyPlace } from './survey.ts';

/** What a deletion takes along; targets may be among it themselves. */
export interface Around {
  /** What lies in namespaces, and the custom resources of definitions. */
  readonly inside: readonly Tied[];
  /** What is collected after what goes. */
  readonly owned: readonly Tied[];
  readonly unread: readonly string[];
}

/** A namespace that is looked through, or without one the whole cluster. */
type Place = string | undefined;

/** The custom resources of so many namespaces are looked around one by one; beyond that, the whole cluster at once. */
const MOST_PLACES = 10;

/**
 * What lies in the targets, and what belongs to them. Custom resources go with their definition
 * (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#delete-a-customresourcedefinition). Each
 * place is looked through once, however many targets lead there.
 */
export async function around(
  session: Session,
  targets: readonly Target[],
  signal?: AbortSignal,
): Promise<Around> {
  const kinds = targets.filter(isDefinition).map(customType);
  const custom = await surveyKinds(session, kinds, undefined, signal);
  const surveys: Survey[] = [];
  for (const place of new Set([...targets.flatMap(placesOf), ...placesAround(custom.objects)]))
    surveys.push(await surveyPlace(session, place, signal));
  const found = surveys.flatMap(({ objects }) => objects);
  const objects = [...new Map(found.map((one) => [one.path, one])).values()];
  const going = [
    ...targets.map(({ object }) => metadataOf(object)),
    ...custom.objects.map(({ metadata }) => metadata),
  ];
  const uids = new Set(going.flatMap(({ uid }) => uid ?? []));
  const namespaces = new Set(targets.filter(isNamespace).map(({ name }) => name));
  return {
    inside: [
      ...objects.filter(({ namespace }) => namespace !== undefined && namespaces.has(namespace)),
      ...custom.objects,
    ],
    owned: dependantsOf(uids, objects),
    unread: [...surveys, custom].flatMap(({ unread }) => unread),
  };
}

/** Where a target holds or owns something. Namespaces hold what goes with them; what lies in one owns only what lies beside it. */
function placesOf(target: Target): readonly Place[] {
  const { type, name, namespace } = target;
  if (isNamespace(target)) return [name];
  if (namespace !== undefined) return [namespace];
  // Kubernetes' own kinds without a namespace own nothing; those of operators may own anything.
  const isBuiltIn = !type.group.includes('.') || /(?<!\.x-)k8s\.io$/.test(type.group);
  return isBuiltIn ? [] : [undefined];
}

/** Where custom resources may own something: what lies in a namespace beside it, anything else anywhere. */
function placesAround(objects: readonly Tied[]): readonly Place[] {
  const places = [...new Set(objects.map(({ namespace }) => namespace))];
  return places.includes(undefined) || places.length > MOST_PLACES ? [undefined] : places;
}
