import type { Field } from '../../manifest/field.ts';
import { podTemplate } from '../../manifest/pods.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import type { Quantity } from '../../manifest/quantity.ts';
import { parseQuantity, quantityText } from '../../manifest/quantity.ts';
import type { Resource } from '../../manifest/resource.ts';

/** Where a quantity stands; the API server's rules differ by it. */
export type QuantityPlace =
  | 'container'
  | 'pod'
  | 'overhead'
  | 'podFixed'
  | 'divisor'
  | 'sizeLimit'
  | 'claim'
  | 'claimTemplate'
  | 'volume'
  | 'quota'
  | 'limitRange'
  | 'metric';

/** A quantity in an object. */
export interface PlacedQuantity {
  readonly field: Field;
  readonly place: QuantityPlace;
  /** The resource that it is an amount of, such as `memory`; '' if it is none. */
  readonly name: string;
  readonly text: string;
  /** `undefined` if the text is no quantity. */
  readonly quantity: Quantity | undefined;
}

const known = new WeakMap<Resource, readonly PlacedQuantity[]>();

/** All quantities that are written in an object of Kubernetes' own kinds, or in a pod template. Read once per object. */
export function quantitiesOf(resource: Resource): readonly PlacedQuantity[] {
  let quantities = known.get(resource);
  if (!quantities) {
    quantities = [...placesOf(resource)].flatMap(([place, name, field]) => {
      const text = quantityText(field);
      return text === undefined ? [] : [{ field, place, name, text, quantity: parseQuantity(text) }];
    });
    known.set(resource, quantities);
  }
  return quantities;
}

type Place = readonly [place: QuantityPlace, name: string, field: Field];

function* placesOf(resource: Resource): Iterable<Place> {
  const { group, kind, root } = resource;
  const spec = root.at('spec');
  const pod = podTemplate(resource);
  if (pod) yield* inPod(pod);
  if (group === '' && kind === 'PersistentVolumeClaim') yield* requirements('claim', spec);
  else if (group === '' && kind === 'PersistentVolume') yield* list('volume', spec.at('capacity'));
  else if (group === '' && kind === 'ResourceQuota') yield* list('quota', spec.at('hard'));
  else if (group === '' && kind === 'LimitRange') {
    for (const item of spec.at('limits').items())
      for (const part of LIMIT_PARTS) yield* list('limitRange', item.at(part));
  } else if (group === 'apps' && kind === 'StatefulSet') {
    for (const claim of spec.at('volumeClaimTemplates').items())
      yield* requirements('claimTemplate', claim.at('spec'));
  } else if (group === 'autoscaling' && kind === 'HorizontalPodAutoscaler') yield* metrics(spec);
  else if (group === 'node.k8s.io' && kind === 'RuntimeClass')
    yield* list('podFixed', root.at('overhead', 'podFixed'));
}

const LIMIT_PARTS = ['min', 'defaultRequest', 'default', 'max', 'maxLimitRequestRatio'] as const;

function* inPod({ spec, containers }: PodTemplate): Iterable<Place> {
  for (const { field } of containers) {
    yield* requirements('container', field);
    for (const env of field.at('env').items()) yield* divisor(env.at('valueFrom'));
  }
  yield* requirements('pod', spec);
  yield* list('overhead', spec.at('overhead'));
  for (const volume of spec.at('volumes').items()) {
    yield ['sizeLimit', 'storage', volume.at('emptyDir', 'sizeLimit')];
    yield* requirements('claim', volume.at('ephemeral', 'volumeClaimTemplate', 'spec'));
    for (const source of [volume, ...volume.at('projected', 'sources').items()]) {
      for (const item of source.at('downwardAPI', 'items').items()) yield* divisor(item);
    }
  }
}

function* divisor(source: Field): Iterable<Place> {
  const reference = source.at('resourceFieldRef');
  if (reference.isMap) yield ['divisor', reference.at('resource').string ?? '', reference.at('divisor')];
}

function* requirements(place: QuantityPlace, holder: Field): Iterable<Place> {
  yield* list(place, holder.at('resources', 'requests'));
  yield* list(place, holder.at('resources', 'limits'));
}

function* list(place: QuantityPlace, amounts: Field): Iterable<Place> {
  for (const field of amounts.entries()) yield [place, String(field.key), field];
}

/** Targets of `autoscaling/v2`; only those of resources are amounts of something known. */
function* metrics(spec: Field): Iterable<Place> {
  for (const metric of spec.at('metrics').items()) {
    for (const source of ['resource', 'containerResource', 'pods', 'object', 'external']) {
      const name = source.endsWith('esource') ? (metric.at(source, 'name').string ?? '') : '';
      for (const part of ['value', 'averageValue']) yield ['metric', name, metric.at(source, 'target', part)];
    }
  }
}
