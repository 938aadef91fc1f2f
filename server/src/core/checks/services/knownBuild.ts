import type { Container } from '../../manifest/pods.ts';
import type { ImageBuild } from '../../references/builds.ts';
import { buildOf } from '../../references/builds.ts';
import { portsMayBePatched } from '../../references/patched.ts';
import type { Slot, Workspace } from '../../workspace.ts';

/** The build of a container's image, if the program in it listens to what the Dockerfile exposes as far as can be known. */
export function knownBuild(workspace: Workspace, slot: Slot, { field }: Container): ImageBuild | undefined {
  const image = field.at('image').string;
  const build = image === undefined ? undefined : buildOf(workspace, image, slot.uri);
  if (!build?.ports.literal || build.ports.exposed.length === 0) return undefined;
  if (build.ports.bases.some((base) => SERVERS.test(base)) || portsMayBePatched(workspace, slot.uri))
    return undefined;
  // Another command, or settings that are kept elsewhere, may listen to anything.
  if (['command', 'args', 'envFrom'].some((key) => field.at(key).items().length > 0)) return undefined;
  const variables = field.at('env').items();
  const elsewhere = variables.some(
    (item) => /PORT/i.test(item.at('name').string ?? '') && item.at('valueFrom').exists,
  );
  return elsewhere ? undefined : build;
}

/** Bases that expose ports themselves, so that EXPOSE is not the whole list. */
const SERVERS =
  /(?:^|\/)(?:caddy|haproxy|httpd|jetty|nginx|nginx-unprivileged|openresty|php|tomcat|traefik)(?:[:@]|$)/;
