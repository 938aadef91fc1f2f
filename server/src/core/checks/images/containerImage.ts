import type { Field } from '../../manifest/field.ts';
import type { ImageReference } from './image.ts';
import { parseImage } from './image.ts';

/** The image of a container: its field, its text and its parts. */
export interface ContainerImage {
  readonly field: Field;
  readonly text: string;
  readonly image: ImageReference;
}

/** The image of a container; `undefined` where none is written or what is written is no image. */
export function containerImage(container: Field): ContainerImage | undefined {
  const field = container.at('image');
  const text = field.string;
  const image = text === undefined || text === INJECTED ? undefined : parseImage(text);
  return image && text !== undefined ? { field, text, image } : undefined;
}

/** Istio's injection puts an image in its place (https://istio.io/latest/docs/setup/additional-setup/gateway/). */
const INJECTED = 'auto';

/** `registry/path` in full: `nginx` is `docker.io/library/nginx`. */
export function fullName({ registry, repository }: ImageReference): string {
  const host = registry === 'index.docker.io' ? 'docker.io' : registry;
  return host === 'docker.io' && !repository.includes('/')
    ? `docker.io/library/${repository}`
    : `${host}/${repository}`;
}
