import { formatVersion, versionNotice } from '../core/kinds/versions.ts';
import type { Target } from '../core/kinds/versions.ts';
import type { DocumentVersion } from '../core/protocol.ts';
import type { ChosenCluster } from './chosenCluster.ts';

/** What the editor shows of the version in force, and what to know of it. */
export function shownVersion(
  { version, isCluster }: Target,
  cluster: ChosenCluster | undefined,
): Omit<DocumentVersion, 'isOwn'> {
  const kubernetesVersion = formatVersion(version);
  const context = isCluster ? cluster?.context : undefined;
  const notice = isCluster
    ? cluster
      ? cluster.notice
      : 'this editor has no clusters to choose from, so the latest known version is used'
    : versionNotice(kubernetesVersion);
  return {
    kubernetesVersion,
    ...(context === undefined ? {} : { context }),
    ...(notice === undefined ? {} : { notice }),
  };
}
