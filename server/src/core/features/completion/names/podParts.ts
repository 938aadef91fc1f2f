import type { Field } from '../../../manifest/field.ts';
import { podTemplate } from '../../../manifest/pods.ts';
import type { Described } from '../../../schema/describe.ts';
import type { Place } from '../../place/place.ts';
import type { Neighbours } from './neighbours.ts';
import type { Known } from './objects.ts';

/** Names of volumes and containers of the same pod, and keys of the ConfigMaps and Secrets that it uses. */
export function podParts(place: Place, { field, owner }: Described, around: Neighbours): Known[] {
  switch (`${owner?.name ?? ''}.${field?.name ?? ''}`) {
    case 'VolumeMount.name':
    case 'VolumeDevice.name':
      return volumes(around);
    case 'ResourceFieldSelector.containerName':
    case 'EphemeralContainer.targetContainerName':
      return containers(around);
    case 'ConfigMapKeySelector.key':
      return keysOf('ConfigMap', place.entries(place.path.length - 1).get('name'), around);
    case 'SecretKeySelector.key':
      return keysOf('Secret', place.entries(place.path.length - 1).get('name'), around);
    case 'KeyToPath.key':
      return itemKeys(place, around);
    default:
      return [];
  }
}

function volumes({ own: { resource } }: Neighbours): Known[] {
  const pod = podTemplate(resource)?.spec;
  const claims = resource.root.at('spec', 'volumeClaimTemplates').items();
  return [
    ...named(pod?.at('volumes').items() ?? [], (volume) => {
      const source = volume.entries().find(({ key }) => key !== 'name')?.key;
      return source === undefined ? 'volume' : `volume, ${source}`;
    }),
    ...claims.flatMap((claim) => {
      const value = claim.at('metadata', 'name').written;
      return value === undefined ? [] : [{ value, detail: 'volume claim template', rank: 0 }];
    }),
  ];
}

function containers({ own: { resource } }: Neighbours): Known[] {
  const found = podTemplate(resource)?.containers.filter(({ role }) => role !== 'ephemeral') ?? [];
  return named(
    found.map((container) => container.field),
    () => 'container',
  );
}

/** `path`: ..., configMap, items, 0, key. */
function itemKeys(place: Place, around: Neighbours): Known[] {
  const { path } = place;
  const holder = place.entries(path.length - 3);
  const kind = path[path.length - 4] === 'configMap' ? 'ConfigMap' : 'Secret';
  return keysOf(kind, holder.get('name') ?? holder.get('secretName'), around);
}

const PARTS = ['data', 'stringData', 'binaryData'];
/** What the type of a Secret asks for (https://kubernetes.io/docs/concepts/configuration/secret/#secret-types). */
const TYPED: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/basic-auth': ['username', 'password'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
};

function keysOf(kind: string, name: string | undefined, around: Neighbours): Known[] {
  return around.named([kind], name).flatMap(({ resource: { root } }) => {
    const written = PARTS.flatMap((part) => root.at(part).entries()).map(({ key }) => String(key));
    const typed = kind === 'Secret' ? (TYPED[root.at('type').written ?? ''] ?? []) : [];
    return [...written, ...typed].map((value) => ({ value, detail: `key of ${kind} ${name}`, rank: 0 }));
  });
}

function named(fields: readonly Field[], detail: (field: Field) => string): Known[] {
  return fields.flatMap((field) => {
    const value = field.at('name').written;
    return value === undefined ? [] : [{ value, detail: detail(field), rank: 0 }];
  });
}
