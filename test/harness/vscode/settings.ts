import { SILENT_SETTINGS } from '../../../scripts/vscodeServer.ts';

/** An editor that shows the same pixels every time and does nothing that a test did not ask for. */
export const TEST_SETTINGS = {
  ...SILENT_SETTINGS,
  'editor.accessibilitySupport': 'off',
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  'files.simpleDialog.enable': true,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'remote.restoreForwardedPorts': false,
  'terminal.integrated.gpuAcceleration': 'off', // the text is in the page
  'security.workspace.trust.startupPrompt': 'always',
  'window.restoreWindows': 'none',
  'workbench.editor.restoreViewState': false,
  'workbench.editor.useModal': 'off',
  'workbench.localHistory.enabled': false,
  'workbench.reduceMotion': 'on',
} as const;
