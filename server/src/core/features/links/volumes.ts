import type { Field } from '../../manifest/field.ts';
import { podTemplate } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';
import type { FindLinked } from './linked.ts';
import { moved, nameSpot, within } from './linked.ts';
import { textSpan } from './marks.ts';

/** A volume of a pod, where it is written or mounted (https://kubernetes.io/docs/concepts/storage/volumes/). */
export const volumeAt: FindLinked = (_context, slot, at) => {
  const { declared, mounted } = volumeNames(slot.resource);
  const here = [...declared, ...mounted].find((field) => {
    const span = textSpan(field);
    return span && within(span, at);
  });
  const name = here?.string;
  if (!here || name === undefined || name === '') return undefined;
  const same = (field: Field): boolean => field.string === name && textSpan(field) !== undefined;
  const volumes = declared.filter(same);
  if (volumes.length === 0) return undefined;
  return {
    origin: moved(textSpan(here) ?? here.span, slot.start),
    name,
    declarations: () =>
      volumes.map((field) =>
        nameSpot(slot, field, field.parent?.key === 'metadata' ? field.parent.parent : field.parent),
      ),
    uses: () => mounted.filter(same).map((field) => nameSpot(slot, field)),
  };
};

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
