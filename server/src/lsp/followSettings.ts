import { DidChangeConfigurationNotification } from 'vscode-languageserver/node';
import type { AllSettings } from './settings.ts';
import { equalSettings, fetchSettings, sameSettings } from './settings.ts';
import type { Session } from './session.ts';
import { SECTION } from '../core/settings.ts';

/** Reads the settings, and again whenever they or the workspace folders change; what changed applies at once. */
export async function followSettings(session: Session): Promise<void> {
  const { connection, client, disk, checker, configs, scans } = session;
  let current: AllSettings | undefined;
  let sent: unknown;

  const read = async (): Promise<boolean> => {
    const settings = await settingsOf(session, sent);
    if (current && equalSettings(current, settings)) return false;
    current = settings;
    configs.setEditorSettings(settings.folders);
    checker.checksClosed = settings.checkWorkspace;
    return true;
  };

  connection.onDidChangeConfiguration(async ({ settings }: { settings: unknown }) => {
    sent = settings;
    if (await read()) checker.recheck();
  });
  if (client.watchesConfiguration) {
    void connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
  }
  if (client.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
      disk.changeFolders(added, removed);
      await read();
      await scans.inBackground();
    });
  }
  await read();
}

async function settingsOf({ connection, client, disk }: Session, sent: unknown): Promise<AllSettings> {
  if (!client.configuration) return sameSettings(sent, disk.folders);
  try {
    return await fetchSettings(connection, disk.folders);
  } catch (error) {
    connection.console.warn(`The editor did not tell its settings, so the defaults apply: ${String(error)}`);
    return sameSettings(undefined, disk.folders);
  }
}
