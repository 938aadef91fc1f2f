import { parseImage } from '../checks/images/image.ts';
import type { ImageReference } from '../checks/images/image.ts';
import type { PlacedDocument } from '../manifest/document.ts';
import { podTemplate } from '../manifest/pods.ts';
import type { Span } from '../text.ts';

export interface DocumentLink {
  /** Counted from the start of the file. */
  readonly span: Span;
  readonly target: string;
  readonly tooltip: string;
}

/** Image names as links to the pages of their registries, where these have any for people. */
export function documentLinks(documents: readonly PlacedDocument[]): DocumentLink[] {
  return documents.flatMap(({ start, document }) =>
    document.resources.flatMap((resource) =>
      (podTemplate(resource)?.containers ?? []).flatMap(({ field }): DocumentLink[] => {
        const image = field.at('image');
        const target = image.string === undefined ? undefined : imagePage(image.string);
        if (target === undefined || image.alias) return [];
        const { span } = image;
        return [
          {
            span: { start: start + span.start, end: start + span.end },
            target,
            tooltip: `Open ${new URL(target).host}`,
          },
        ];
      }),
    ),
  );
}

/** The page about an image. */
export function imagePage(text: string): string | undefined {
  const image = parseImage(text);
  if (!image || !/^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/.test(image.repository)) return undefined;
  return PAGES[image.registry]?.(image);
}

const PAGES: Readonly<Record<string, ((image: ImageReference) => string | undefined) | undefined>> = {
  'docker.io': dockerHub,
  'index.docker.io': dockerHub,
  'ghcr.io': ({ repository }) => (repository.includes('/') ? `https://ghcr.io/${repository}` : undefined),
  'quay.io': ({ repository }) => `https://quay.io/repository/${repository}?tab=tags`,
  'registry.k8s.io': ({ repository }) => `https://explore.ggcr.dev/?repo=registry.k8s.io/${repository}`,
  'mcr.microsoft.com': ({ repository }) => `https://mcr.microsoft.com/artifact/mar/${repository}/tags`,
  'public.ecr.aws': ({ repository }) => `https://gallery.ecr.aws/${repository}`,
};

function dockerHub({ repository }: ImageReference): string | undefined {
  const name = repository.replace(/^library\//, '');
  const parts = name.split('/').length;
  if (parts > 2) return undefined;
  return `https://hub.docker.com/${parts === 1 ? `_/${name}` : `r/${name}`}`;
}
