import { derived, derivedLists } from '../workspace/derived.ts';
import { folderOf, nameOf, sharedDepth } from '../workspace/uris.ts';
import type { PlainFile, Slot, Workspace } from '../workspace.ts';
import type { Container } from '../manifest/pods.ts';
import { podTemplate } from '../manifest/pods.ts';
import type { DeclaredBuild } from './declaredBuilds.ts';
import { declaredBuilds } from './declaredBuilds.ts';
import type { DockerfilePorts } from './dockerfile.ts';
import { dockerfilePorts } from './dockerfile.ts';
import { POD_KINDS } from './objects.ts';

/** A Dockerfile that provably builds an image, and what the built stage says of ports. */
export interface ImageBuild {
  readonly file: PlainFile;
  readonly ports: DockerfilePorts;
}

/** A container whose image is built here. */
export interface BuiltContainer {
  readonly slot: Slot;
  readonly container: Container;
  readonly build: ImageBuild;
}

/**
 * The Dockerfile that builds the image of a manifest, if it cannot be another: Skaffold, Compose or Tilt says so, or it is the
 * only one in a folder of the image's name in the same folder tree.
 */
export function buildOf(workspace: Workspace, image: string, manifest: string): ImageBuild | undefined {
  const repository = repositoryOf(image);
  const { declared, byName, files } = index(workspace);
  const builds = declared.get(repository)?.filter(({ declaredIn }) => inOneTree(declaredIn, manifest)) ?? [];
  if (builds.length > 0) return declaredBuild(builds, files);
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  const fitting = byName.get(name) ?? [];
  const file = fitting.length === 1 ? fitting[0] : undefined;
  if (!file || !PLAIN_NAME.test(nameOf(file.uri)) || COMMON.has(name) || !inOneTree(file.uri, manifest))
    return undefined;
  const ports = dockerfilePorts(file);
  return ports.bases.some((base) => repositoryOf(base) === repository) ? undefined : { file, ports };
}

/** The containers that a Dockerfile builds the images of. */
export function builtFrom(workspace: Workspace, dockerfile: string): readonly BuiltContainer[] {
  return built(workspace).get(dockerfile);
}

/** The stages of a Dockerfile that images are built from; the last one if nothing says so. */
export function buildsFrom(workspace: Workspace, dockerfile: string): readonly ImageBuild[] {
  const builds = builtFrom(workspace, dockerfile).map(({ build }) => build);
  if (builds.length > 0) return builds;
  const file = index(workspace).files.get(dockerfile);
  return file ? [{ file, ports: dockerfilePorts(file) }] : [];
}

const built = derivedLists((workspace) => {
  const all = new Map<string, BuiltContainer[]>();
  for (const slot of POD_KINDS.flatMap((kind) => workspace.ofKind(kind))) {
    for (const container of podTemplate(slot.resource)?.containers ?? []) {
      const image = container.field.at('image').string;
      const build = image === undefined ? undefined : buildOf(workspace, image, slot.uri);
      if (!build) continue;
      const known = all.get(build.file.uri) ?? [];
      all.set(build.file.uri, [...known, { slot, container, build }]);
    }
  }
  return all;
});

const index = derived((workspace) => {
  const files = new Map<string, PlainFile>();
  const byName = new Map<string, PlainFile[]>();
  for (const file of workspace.dockerfiles()) {
    files.set(file.uri, file);
    for (const name of namesOf(file.uri)) byName.set(name, [...(byName.get(name) ?? []), file]);
  }
  const declared = files.size > 0 ? declaredBuilds(workspace) : new Map<string, DeclaredBuild[]>();
  return { files, byName, declared };
});

function declaredBuild(
  builds: readonly DeclaredBuild[],
  files: ReadonlyMap<string, PlainFile>,
): ImageBuild | undefined {
  const [first] = builds;
  if (
    !first ||
    builds.some(({ dockerfile, target }) => dockerfile !== first.dockerfile || target !== first.target)
  ) {
    return undefined;
  }
  const file = files.get(first.dockerfile);
  return file && { file, ports: dockerfilePorts(file, first.target) };
}

/** Names of images that a Dockerfile may be meant for: its folder, and `web` of `web.Dockerfile` or `Dockerfile.web`. */
function namesOf(uri: string): Set<string> {
  const extra = /^(?:Dockerfile|Containerfile)\.(.+)$|^(.+)\.[Dd]ockerfile$/.exec(nameOf(uri));
  const names = [nameOf(folderOf(uri)), extra?.[1], extra?.[2]];
  return new Set(names.filter((name) => name !== undefined));
}

const PLAIN_NAME = /^(?:Dockerfile|Containerfile)$/;

/** Whether two files belong to one project: their nearest common folder is not far above either. */
function inOneTree(a: string, b: string): boolean {
  const shared = sharedDepth(a, b);
  const deepest = Math.max(...[a, b].map((uri) => folderOf(uri).split('/').length));
  return shared > SCHEME_PARTS && deepest - shared <= TREE_LIMIT;
}

/** `file:///` splits into three parts. */
const SCHEME_PARTS = 3;
const TREE_LIMIT = 4;

function repositoryOf(image: string): string {
  const name = image.split('@')[0] ?? '';
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

/** Images that others publish: a folder of such a name more likely configures one than builds it. */
const COMMON = new Set(
  (
    'alpine apache busybox caddy cassandra consul debian elasticsearch envoy etcd fluentd fluent-bit golang grafana ' +
    'haproxy httpd influxdb jenkins kafka keycloak kibana logstash loki mariadb memcached minio mongo mongodb mysql nats ' +
    'nextcloud nginx node openjdk oauth2-proxy php postgres postgresql prometheus proxy python rabbitmq redis registry ' +
    'ruby solr sonarqube tomcat traefik ubuntu vault wordpress zookeeper'
  ).split(' '),
);
