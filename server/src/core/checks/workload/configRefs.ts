import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';
import { podTemplate } from '../../manifest/pods.ts';
import { perObject } from '../../references/memo.ts';
import { POD_KINDS } from '../../references/objects.ts';
import { derived } from '../../workspace/derived.ts';
import { sameMembers } from '../../workspace/kept.ts';

/** Something that pods take from another object. */
export interface ConfigRef {
  readonly kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim';
  readonly name: Field;
  /** The keys that it takes one by one. */
  readonly keys: readonly Field[];
}

/** The ConfigMaps and Secrets that the variables of a container come from and that have to be there. */
export const envRefs = perObject((container: Field): readonly ConfigRef[] => {
  const variables = container
    .at('env')
    .items()
    .map((item) => item.at('valueFrom'));
  return [
    ...variables.flatMap((source) => [
      ...needed('ConfigMap', source.at('configMapKeyRef'), 'name', (one) => [one.at('key')]),
      ...needed('Secret', source.at('secretKeyRef'), 'name', (one) => [one.at('key')]),
    ]),
    ...container
      .at('envFrom')
      .items()
      .flatMap((source) => [
        ...needed('ConfigMap', source.at('configMapRef'), 'name'),
        ...needed('Secret', source.at('secretRef'), 'name'),
      ]),
  ];
});

/** The ConfigMaps, Secrets and claims that the volumes of a pod come from and that have to be there. */
export const volumeRefs = perObject((spec: Field): readonly ConfigRef[] =>
  spec
    .at('volumes')
    .items()
    .flatMap((volume) => [
      ...needed('ConfigMap', volume.at('configMap'), 'name', itemKeys),
      ...needed('Secret', volume.at('secret'), 'secretName', itemKeys),
      ...needed('PersistentVolumeClaim', volume.at('persistentVolumeClaim'), 'claimName'),
      ...volume
        .at('projected', 'sources')
        .items()
        .flatMap((source) => [
          ...needed('ConfigMap', source.at('configMap'), 'name', itemKeys),
          ...needed('Secret', source.at('secret'), 'name', itemKeys),
        ]),
    ]),
);

function itemKeys(source: Field): Field[] {
  return source
    .at('items')
    .items()
    .map((item) => item.at('key'));
}

function needed(
  kind: ConfigRef['kind'],
  source: Field,
  nameKey: string,
  keysOf: (source: Field) => Field[] = () => [],
): ConfigRef[] {
  const name = source.at(nameKey);
  if (!name.string || source.at('optional').value === true) return [];
  return [{ kind, name, keys: keysOf(source).filter((key) => key.string) }];
}

const allRefs = perObject((resource: Resource): readonly ConfigRef[] => {
  const pod: PodTemplate | undefined = podTemplate(resource);
  return pod ? [...volumeRefs(pod.spec), ...pod.containers.flatMap(({ field }) => envRefs(field))] : [];
});

/** What any workload takes from somewhere, as `kind/name`. */
export const usedNames = derived((workspace) => {
  const used = new Set<string>();
  for (const kind of POD_KINDS) {
    for (const { resource } of workspace.ofKind(kind)) {
      for (const ref of allRefs(resource)) used.add(`${ref.kind}/${ref.name.string}`);
    }
  }
  return used;
}, sameMembers);
