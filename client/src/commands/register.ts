import * as vscode from 'vscode';
import type { Command, ExtensionState } from '../extensionState.ts';
import { act, copyName, copyYaml, openYaml, refreshClusters, toggleManagedFields } from './clusters.ts';
import {
  attach,
  chooseLogs,
  chooseShell,
  followLogs,
  forwardPort,
  openShell,
  showForwards,
} from './clusterStreams.ts';
import {
  addNamespace,
  clearFilter,
  filterClusters,
  groupByApplication,
  groupByKind,
  pin,
  removeNamespace,
  showLinks,
  showRequest,
  unpin,
} from './clusterTree.ts';
import { apply, applySelection, dismissRollout } from './apply.ts';
import { restart } from './changes.ts';
import { checkManifest, replaceByManifest } from './checkManifest.ts';
import {
  deleteFile,
  deleteManifest,
  deleteObjects,
  holdLocks,
  lock,
  releaseLocks,
  showChange,
  showJournal,
  undo,
  unlock,
} from './deletion.ts';
import { checkWorkspace } from './checkWorkspace.ts';
import { reasonOf } from '../reason.ts';
import type { CommandId } from './commands.ts';
import { configure } from './configure.ts';
import { createConfig } from './createConfig.ts';
import { explain } from './explain.ts';
import { fixAll } from './fixAll.ts';
import {
  checkLive,
  chooseContext,
  compareWithCluster,
  compareReleases,
  compareWithSelected,
  findObject,
  selectForCompare,
  showAccess,
  showReleaseHistory,
  showReleaseValues,
  showRevisions,
  toggleSecrets,
  useContext,
} from './look.ts';
import {
  cordon,
  debug,
  drain,
  edit,
  editSecretValue,
  pauseRollout,
  resume,
  resumeRollout,
  rollBack,
  runAgain,
  runNow,
  scale,
  suspend,
  uncordon,
} from './operations.ts';
import { openExample } from './openExample.ts';
import { restartServer } from './restartServer.ts';
import { selectKubernetesVersion } from './selectKubernetesVersion.ts';
import { showLog } from './showLog.ts';
import { complain } from '../notice.ts';

const RUN: Readonly<Record<CommandId, Command>> = {
  'kubeGuardrails.fixAll': fixAll,
  'kubeGuardrails.checkWorkspace': checkWorkspace,
  'kubeGuardrails.explain': explain,
  'kubeGuardrails.openExample': openExample,
  'kubeGuardrails.configure': configure,
  'kubeGuardrails.createConfig': createConfig,
  'kubeGuardrails.selectKubernetesVersion': selectKubernetesVersion,
  'kubeGuardrails.restartServer': restartServer,
  'kubeGuardrails.showLog': showLog,
  'kubeGuardrails.clusters.refresh': refreshClusters,
  'kubeGuardrails.clusters.findObject': findObject,
  'kubeGuardrails.clusters.filter': filterClusters,
  'kubeGuardrails.clusters.clearFilter': clearFilter,
  'kubeGuardrails.clusters.groupByApplication': groupByApplication,
  'kubeGuardrails.clusters.groupByKind': groupByKind,
  'kubeGuardrails.clusters.showRequest': showRequest,
  'kubeGuardrails.clusters.showLinks': showLinks,
  'kubeGuardrails.clusters.pin': pin,
  'kubeGuardrails.clusters.unpin': unpin,
  'kubeGuardrails.clusters.addNamespace': addNamespace,
  'kubeGuardrails.clusters.removeNamespace': removeNamespace,
  'kubeGuardrails.clusters.openYaml': openYaml,
  'kubeGuardrails.clusters.copyName': copyName,
  'kubeGuardrails.clusters.copyYaml': copyYaml,
  'kubeGuardrails.clusters.toggleManagedFields': toggleManagedFields,
  'kubeGuardrails.clusters.toggleSecrets': toggleSecrets,
  'kubeGuardrails.clusters.selectForCompare': selectForCompare,
  'kubeGuardrails.clusters.compareWithSelected': compareWithSelected,
  'kubeGuardrails.clusters.check': checkLive,
  'kubeGuardrails.clusters.showRevisions': showRevisions,
  'kubeGuardrails.clusters.showReleaseHistory': showReleaseHistory,
  'kubeGuardrails.clusters.showReleaseValues': showReleaseValues,
  'kubeGuardrails.clusters.compareReleases': compareReleases,
  'kubeGuardrails.clusters.showAccess': showAccess,
  'kubeGuardrails.clusters.showOwnAccess': showAccess,
  'kubeGuardrails.clusters.compareWithCluster': compareWithCluster,
  'kubeGuardrails.clusters.apply': apply,
  'kubeGuardrails.clusters.applySelection': applySelection,
  'kubeGuardrails.clusters.checkManifest': checkManifest,
  'kubeGuardrails.clusters.replace': replaceByManifest,
  'kubeGuardrails.clusters.dismissRollout': dismissRollout,
  'kubeGuardrails.clusters.chooseContext': chooseContext,
  'kubeGuardrails.clusters.useContext': useContext,
  'kubeGuardrails.clusters.followLogs': followLogs,
  'kubeGuardrails.clusters.chooseLogs': chooseLogs,
  'kubeGuardrails.clusters.openShell': openShell,
  'kubeGuardrails.clusters.chooseShell': chooseShell,
  'kubeGuardrails.clusters.attach': attach,
  'kubeGuardrails.clusters.forwardPort': forwardPort,
  'kubeGuardrails.clusters.forwards': showForwards,
  'kubeGuardrails.clusters.restart': restart,
  'kubeGuardrails.clusters.edit': edit,
  'kubeGuardrails.clusters.editSecretValue': editSecretValue,
  'kubeGuardrails.clusters.scale': scale,
  'kubeGuardrails.clusters.rollBack': rollBack,
  'kubeGuardrails.clusters.pauseRollout': pauseRollout,
  'kubeGuardrails.clusters.resumeRollout': resumeRollout,
  'kubeGuardrails.clusters.runNow': runNow,
  'kubeGuardrails.clusters.runAgain': runAgain,
  'kubeGuardrails.clusters.suspend': suspend,
  'kubeGuardrails.clusters.resume': resume,
  'kubeGuardrails.clusters.cordon': cordon,
  'kubeGuardrails.clusters.debug': debug,
  'kubeGuardrails.clusters.drain': drain,
  'kubeGuardrails.clusters.uncordon': uncordon,
  'kubeGuardrails.clusters.lock': lock,
  'kubeGuardrails.clusters.unlock': unlock,
  'kubeGuardrails.clusters.delete': deleteObjects,
  'kubeGuardrails.clusters.holdLocks': holdLocks,
  'kubeGuardrails.clusters.releaseLocks': releaseLocks,
  'kubeGuardrails.clusters.deleteManifest': deleteManifest,
  'kubeGuardrails.clusters.deleteFile': deleteFile,
  'kubeGuardrails.clusters.showJournal': showJournal,
  'kubeGuardrails.clusters.undo': undo,
  'kubeGuardrails.clusters.showChange': showChange,
  'kubeGuardrails.clusters.act': act,
};

/** Registers the commands. One that fails says so and writes the reason to the log. */
export function commands(state: ExtensionState): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(RUN).map(([id, run]) =>
      vscode.commands.registerCommand(id, async (argument: unknown, chosen: unknown) => {
        try {
          await run(state, argument, chosen);
        } catch (error) {
          state.server.log.error(`${id} failed.`, error);
          const reason = reasonOf(error);
          const choice = await complain(`Kube Guardrails: ${reason}`, SHOW_LOG);
          if (choice === SHOW_LOG) state.server.log.show();
        }
      }),
    ),
  );
}

const SHOW_LOG = 'Show the Log';
