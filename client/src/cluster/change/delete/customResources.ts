import type { Session } from '../../session.ts';
import type { Target } from '../metadata.ts';
import { customType } from './kinds.ts';
import type { Survey, Tied } from './survey.ts';
import { dependantsOf, surveyKinds, surveyPlace } from './survey.ts';

/** What goes with the definition of custom resources. */
interface CustomResources extends Survey {
  /** What the custom resources own, and what that owns. */
  readonly owned: readonly Tied[];
}

/** So many namespaces are looked through one by one; beyond that, the whole cluster at once. */
const MOST_PLACES = 10;

/**
 * The custom resources of a definition, which go with it
 * (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#delete-a-customresourcedefinition), and
 * what is collected after them.
 */
export async function customResourcesOf(
  session: Session,
  definition: Target,
  signal?: AbortSignal,
): Promise<CustomResources> {
  const { objects, unread } = await surveyKinds(session, [customType(definition)], undefined, signal);
  const uids = new Set(objects.flatMap(({ metadata: { uid } }) => uid ?? []));
  const surveys: Survey[] = [];
  for (const place of placesOf(objects)) surveys.push(await surveyPlace(session, place, signal));
  return {
    objects,
    owned: surveys.flatMap((survey) => dependantsOf(uids, survey)),
    unread: [...unread, ...surveys.flatMap((survey) => survey.unread)],
  };
}

/** Where they may own something: what lies in a namespace beside it, anything else anywhere, which is one place without a name. */
function placesOf(objects: readonly Tied[]): readonly (string | undefined)[] {
  const places = [...new Set(objects.map(({ namespace }) => namespace))];
  return places.includes(undefined) || places.length > MOST_PLACES ? [undefined] : places;
}
