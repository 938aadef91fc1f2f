/**
 * What commands do to clusters. A new one is added to one of these lists; one that changes something also to the walk of
 * `test/e2e/commandWalk.test.ts`, which proves that it asks before.
 */

/** Commands of clusters that change something there. */
export const CHANGING_COMMANDS: readonly string[] = `
  apply applySelection replace deleteManifest deleteFile holdLocks cordon uncordon drain
  unlock editSecretValue edit restart scale rollBack pauseRollout resumeRollout runNow
  runAgain suspend resume lock delete debug releaseLocks undo
`
  .trim()
  .split(/\s+/);

/** Commands that only look, or change nothing but the editor. What opens a way into a pod is held by the policy of its context. */
export const OTHER_COMMANDS: readonly string[] = `
  fixAll checkWorkspace explain openExample configure createConfig selectKubernetesVersion restartServer
  showLog clusters.refresh clusters.findObject clusters.filter clusters.clearFilter clusters.groupByApplication
  clusters.groupByKind clusters.showRequest clusters.showLinks clusters.pin clusters.unpin
  clusters.addNamespace clusters.removeNamespace clusters.openYaml clusters.copyName clusters.copyYaml
  clusters.toggleManagedFields clusters.toggleSecrets clusters.selectForCompare clusters.compareWithSelected
  clusters.check clusters.showRevisions clusters.showReleaseHistory clusters.showReleaseValues
  clusters.compareReleases clusters.showAccess clusters.showOwnAccess clusters.compareWithCluster
  clusters.checkManifest clusters.chooseContext clusters.useContext clusters.followLogs clusters.chooseLogs clusters.openShell
  clusters.chooseShell clusters.attach clusters.forwardPort clusters.forwards clusters.dismissRollout
  clusters.showJournal clusters.showChange clusters.act
`
  .trim()
  .split(/\s+/);
