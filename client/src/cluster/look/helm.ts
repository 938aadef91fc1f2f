import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { collectionPath, withQuery } from '../resources/address.ts';
import type { Session } from '../session.ts';
import { count, Report } from './report.ts';

/** How Helm marks the Secrets in which it keeps its releases (https://helm.sh/docs/topics/advanced/#storage-backends). */
export const RELEASE_SELECTOR = 'owner=helm';
export const SECRETS = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  resource: 'secrets',
  namespaced: true,
  verbs: ['list', 'watch'],
  shortNames: [],
  subresources: [],
};
/** A release of more is no release. */
const MOST = 64 * 1024 * 1024;

/** One revision of a release, as Helm writes it. */
export interface Release {
  readonly name: string;
  readonly version: number;
  readonly info?: {
    readonly status?: string;
    readonly last_deployed?: string;
    readonly description?: string;
  };
  readonly chart?: {
    readonly metadata?: { readonly name?: string; readonly version?: string; readonly appVersion?: string };
  };
  /** What it deployed, as YAML. */
  readonly manifest?: string;
  /** The values that the user gave. */
  readonly config?: Readonly<Record<string, unknown>> | null;
}

/** Reads the text of a release: JSON in gzip in base64, and as data of a Secret in base64 once more. */
export async function decodeRelease(data: string): Promise<Release> {
  const packed = Buffer.from(Buffer.from(data, 'base64').toString('utf8'), 'base64');
  // Helm 2 did not pack them.
  const isPacked = packed[0] === 0x1f && packed[1] === 0x8b;
  const text = isPacked ? await promisify(gunzip)(packed, { maxOutputLength: MOST }) : packed;
  return JSON.parse(text.toString('utf8')) as Release;
}

/** A release, wherever it is asked for. */
export interface ReleasePlace {
  readonly name: string;
  readonly namespace: string;
}

/** How the Secrets of a release are found. */
export function releaseQuery({ name }: ReleasePlace): {
  readonly labelSelector: string;
  readonly fieldSelector: string;
} {
  return {
    labelSelector: `${RELEASE_SELECTOR},name=${name}`,
    fieldSelector: 'type=helm.sh/release.v1',
  };
}

/** All revisions of a release that Helm has kept, the newest first. */
export async function releasesOf(session: Session, place: ReleasePlace): Promise<readonly Release[]> {
  const { items = [] } = await session.connection.json<{ items?: { data?: { release?: string } }[] }>({
    path: withQuery(collectionPath(SECRETS, place.namespace), releaseQuery(place)),
  });
  const releases = await Promise.all(items.map(({ data }) => decodeRelease(data?.release ?? '')));
  return releases.toSorted((a, b) => b.version - a.version);
}

/** What became of a release. Says nothing of its values. */
export function historyReport(place: string, releases: readonly Release[]): Report {
  const report = new Report().line(`# Helm release ${place}`).line('');
  report.line(`${count(releases.length, 'revision')}, the newest first.`).line('');
  for (const release of releases) {
    report.line(`- ${release.version}: ${revisionText(release)}`);
    if (release.info?.description) report.line(`  ${release.info.description}`);
  }
  return report;
}

/** How a revision is, since when and of which chart. */
export function revisionText({ info, chart }: Release): string {
  const { name = '', version = '', appVersion } = chart?.metadata ?? {};
  const application = appVersion === undefined ? '' : `, application ${appVersion}`;
  const time = info?.last_deployed?.replace(/\..*$|[+Z].*$/, '').replace('T', ' ') ?? '';
  return `${info?.status ?? 'unknown'}, ${time}, ${name} ${version}${application}`;
}
