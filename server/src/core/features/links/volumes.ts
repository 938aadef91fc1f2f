import type { Field } from '../../manifest/field.ts';
import { podTemplate } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';
import { labelProblem } from '../../syntax/names.ts';
import { partsOf } from './kustomizations.ts';
import { unclearPatch } from './kustomizeNames.ts';
import type { FindLinked, Spot } from './linked.ts';
import { moved, nameSpot, within } from './linked.ts';
import { textSpan } from './marks.ts';
import { refusalOf } from './renaming.ts';

/** A volume of a pod, where it is written or mounted, also in patches (https://kubernetes.io/docs/concepts/storage/volumes/). */
export const volumeAt: FindLinked = ({ workspace }, slot, at) => {
  const { declared, mounted } = volumeNames(slot.resource);
  const here = [...declared, ...mounted].find((field) => {
    const span = textSpan(field);
    return span && within(span, at);
  });
  const name = here?.string;
  if (!here || name === undefined || name === '') return undefined;
  const parts = partsOf(workspace, slot).map((part) => ({ part, names: volumeNames(part.resource) }));
  const same = (field: Field): boolean => field.string === name;
  const volumes = parts.flatMap(({ part, names }) =>
    names.declared.filter(same).map((field) => nameSpot(part, field, holderOf(field))),
  );
  if (volumes.length === 0) return undefined;
  const mounts = parts.flatMap(({ part, names }) =>
    names.mounted.filter(same).map((field) => nameSpot(part, field)),
  );
  const others = new Set(parts.flatMap(({ names }) => names.declared.map(({ string }) => string)));
  const spots: readonly Spot[] = [...volumes, ...mounts];
  return {
    origin: moved(textSpan(here) ?? here.span, slot.start),
    declarations: () => volumes.filter(isPlain),
    uses: () => mounts.filter(isPlain),
    renaming: () => ({
      name,
      spots,
      refusal: refusalOf(
        spots,
        unclearPatch(workspace, {
          name,
          kind: slot.resource.kind,
          group: slot.resource.group,
          uris: parts.map(({ part }) => part.uri),
        }),
      ),
      problem: (text) =>
        others.has(text) && text !== name ? 'another volume has this name' : labelProblem(text),
    }),
  };
};

function isPlain({ isShared }: Spot): boolean {
  return isShared !== 'alias';
}

function holderOf(field: Field): Field | undefined {
  return field.parent?.key === 'metadata' ? field.parent.parent : field.parent;
}

function volumeNames(resource: Resource): { declared: Field[]; mounted: Field[] } {
  const template = podTemplate(resource);
  if (!template) return { declared: [], mounted: [] };
  const claims = resource.root.at('spec', 'volumeClaimTemplates').items();
  return {
    declared: [
      ...template.spec
        .at('volumes')
        .items()
        .map((volume) => volume.at('name')),
      ...claims.map((claim) => claim.at('metadata', 'name')),
    ],
    mounted: template.containers.flatMap(({ field }) =>
      ['volumeMounts', 'volumeDevices'].flatMap((key) => field.at(key).items()).map((one) => one.at('name')),
    ),
  };
}
