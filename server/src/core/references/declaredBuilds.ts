import { isConfiguration } from '../manifest/document.ts';
import type { Field } from '../manifest/field.ts';
import { folderOf, nameOf, resolvePath } from '../workspace/uris.ts';
import type { Workspace } from '../workspace.ts';
import { derived } from '../workspace/derived.ts';
import { sameItems } from '../workspace/kept.ts';

/** What a tool's configuration says of how an image is built. */
export interface DeclaredBuild {
  /** Address of the Dockerfile, which may not exist. */
  readonly dockerfile: string;
  readonly target: string;
  readonly declaredIn: string;
}

const buildFiles = derived(
  (workspace) => [...workspace.files()].filter(({ uri }) => isConfiguration(uri)),
  sameItems,
);

type Declare = (image: string | undefined, context: string, dockerfile?: string, target?: string) => void;

/** Builds that Skaffold, Compose and Tilt files name, by the image's repository. */
export function declaredBuilds(workspace: Workspace): Map<string, DeclaredBuild[]> {
  const builds = new Map<string, DeclaredBuild[]>();
  for (const { uri, documents, text } of buildFiles(workspace)) {
    const name = nameOf(uri);
    const declare: Declare = (image, context, dockerfile = 'Dockerfile', target = '') => {
      if (!image || /[${]|:\/\//.test(image + context + dockerfile)) return;
      const folder = resolvePath(folderOf(uri), context);
      const build = { dockerfile: resolvePath(folder, dockerfile), target, declaredIn: uri };
      const repository = image.replace(/(?::[^/]*)?(?:@.*)?$/, '');
      builds.set(repository, [...(builds.get(repository) ?? []), build]);
    };
    if (name === 'Tiltfile') readTiltfile(text, declare);
    for (const { document } of documents) {
      if (/^skaffold\.ya?ml$/.test(name)) readSkaffold(document.root, declare);
      else if (/^(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml$/.test(name)) readCompose(document.root, declare);
    }
  }
  return builds;
}

/** https://skaffold.dev/docs/references/yaml/#build-artifacts; an artifact without a builder is built by Docker. */
function readSkaffold(root: Field, declare: Declare): void {
  const builders = ['bazel', 'jibMaven', 'jib', 'ko', 'buildpacks', 'custom'];
  for (const artifact of root.at('build', 'artifacts').items()) {
    if (builders.some((builder) => artifact.at(builder).exists)) continue;
    const docker = artifact.at(artifact.at('kaniko').exists ? 'kaniko' : 'docker');
    const context = artifact.at('context').string ?? '.';
    declare(artifact.at('image').string, context, docker.at('dockerfile').string, docker.at('target').string);
  }
}

/** https://docs.docker.com/reference/compose-file/build/; a service without `image` is named by its project, which is not known. */
function readCompose(root: Field, declare: Declare): void {
  for (const service of root.at('services').entries()) {
    const build = service.at('build');
    const image = service.at('image').string;
    if (build.string !== undefined) declare(image, build.string);
    else if (build.isMap && !build.at('dockerfile_inline').exists) {
      declare(
        image,
        build.at('context').string ?? '.',
        build.at('dockerfile').string,
        build.at('target').string,
      );
    }
  }
}

/** https://docs.tilt.dev/api.html#api.docker_build; only calls with literal arguments are read. */
function readTiltfile(text: string, declare: Declare): void {
  for (const [, image, context = '', rest = ''] of text.matchAll(DOCKER_BUILD)) {
    const dockerfile = /\bdockerfile\s*=\s*["']([^"']+)["']/.exec(rest)?.[1];
    const target = /\btarget\s*=\s*["']([^"']+)["']/.exec(rest)?.[1];
    if (/\bdockerfile_contents\s*=/.test(rest)) continue;
    // Tilt reads `dockerfile` relative to the Tiltfile, not to the context.
    if (dockerfile) declare(image, '.', dockerfile, target);
    else declare(image, context, undefined, target);
  }
}

const DOCKER_BUILD = /^[^#\n]*\bdocker_build\(\s*["']([^"'\n]+)["']\s*,\s*["']([^"'\n]+)["']([^)]*)\)/gm;
