import type { Field } from '../../../manifest/field.ts';
import { podTemplate } from '../../../manifest/pods.ts';
import { POD_KINDS, titleOf } from '../../../references/objects.ts';
import type { Described } from '../../../schema/describe.ts';
import type { Place } from '../../place/place.ts';
import type { Neighbours } from './neighbours.ts';
import type { Known } from './objects.ts';

/** Names of volumes and containers of the same pod, and keys of the ConfigMaps and Secrets that it uses. */
export function podParts(place: Place, described: Described, around: Neighbours): Known[] {
  const { field, owner } = described;
  const holder = keyHolder(place, described);
  if (holder) return keysOf(holder.kind, holder.name, around);
  switch (`${owner?.name ?? ''}.${field?.name ?? ''}`) {
    case 'VolumeMount.name':
    case 'VolumeDevice.name':
      return volumes(around);
    case 'ResourceFieldSelector.containerName':
    case 'EphemeralContainer.targetContainerName':
      return containers(around);
    case 'Container.image':
      return images(around);
    default:
      return [];
  }
}

/** Images that other containers have. */
function images({ workspace, own }: Neighbours): Known[] {
  const found = new Map<string, string>();
  for (const { resource } of workspace.together(own, POD_KINDS)) {
    for (const { field } of podTemplate(resource)?.containers ?? []) {
      const image = field.at('image').string;
      if (image !== undefined && image !== '' && !found.has(image)) found.set(image, titleOf(resource));
    }
  }
  return [...found].map(([value, owner]) => ({ value, detail: `image of ${owner}`, rank: 0 }));
}

/** The ConfigMap or Secret whose key a field names. */
export function keyHolder(
  place: Place,
  { field, owner }: Described,
): { readonly kind: 'ConfigMap' | 'Secret'; readonly name: string | undefined } | undefined {
  const { path, entries } = place;
  switch (`${owner?.name ?? ''}.${field?.name ?? ''}`) {
    case 'ConfigMapKeySelector.key':
      return { kind: 'ConfigMap', name: entries(path.length - 1).get('name') };
    case 'SecretKeySelector.key':
      return { kind: 'Secret', name: entries(path.length - 1).get('name') };
    case 'KeyToPath.key': {
      // `path`: ..., configMap, items, 0, key.
      const holder = entries(path.length - 3);
      const kind = path[path.length - 4] === 'configMap' ? 'ConfigMap' : 'Secret';
      return { kind, name: holder.get('name') ?? holder.get('secretName') };
    }
    default:
      return undefined;
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
