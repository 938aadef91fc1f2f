import * as vscode from 'vscode';
import type { Approval } from '../cluster/change/approval.ts';
import type { ForwardOptions } from '../cluster/streams/portForward.ts';
import { PortForward, PortInUse } from '../cluster/streams/portForward.ts';
import type { PodOwner } from '../cluster/streams/podsOf.ts';
import type { PortChoice } from '../cluster/streams/ports.ts';
import { portsOf } from '../cluster/streams/ports.ts';
import type { Connection } from '../cluster/transport/connection.ts';
import { inform, warn } from '../notice.ts';

const [OPEN, COPY, STOP] = ['Open in Browser', 'Copy Address', 'Stop'];

/** The ports that are forwarded. They are counted in the status bar as long as there are some. */
export class PortForwards implements vscode.Disposable {
  readonly #forwards = new Map<PortForward, string>();
  #status: vscode.StatusBarItem | undefined;

  async start(connection: Connection, owner: PodOwner, approval: Approval | undefined): Promise<void> {
    const port = await choosePort(await portsOf(connection, owner));
    if (!port) return;
    const localPort = await askPort(
      `Port of this machine for port ${port.port} of ${owner.name}`,
      localFor(port.port),
    );
    if (localPort === undefined) return;
    const forward = await startOn(connection, {
      owner,
      target: port.target,
      localPort,
      approval,
      onChange: () => this.#refresh(),
    });
    if (!forward) return;
    const what = `${owner.kind} ${owner.name}, port ${port.port}`;
    this.#forwards.set(forward, what);
    this.#refresh();
    const message = `localhost:${forward.localPort} leads to ${what}.`;
    void inform(message, OPEN, STOP).then(async (choice) => {
      if (choice !== undefined) await this.#act(forward, choice);
    });
  }

  /** Lists them, to be opened or stopped. */
  async show(): Promise<void> {
    const items = [...this.#forwards].map(([forward, what]) => ({
      label: `localhost:${forward.localPort}`,
      description: `${what}${forward.pod === undefined ? '' : ` · ${forward.pod}`}`,
      detail: forward.failure === undefined ? '' : `$(warning) ${forward.failure}`,
      forward,
    }));
    if (items.length === 0) {
      void inform('No port is forwarded.');
      return;
    }
    const placeHolder = 'Choose a port to open it, or to stop forwarding it';
    const item = await vscode.window.showQuickPick(items, { title: 'Forwarded Ports', placeHolder });
    if (!item) return;
    const choice = await vscode.window.showQuickPick([OPEN, COPY, STOP], { title: item.label });
    if (choice !== undefined) await this.#act(item.forward, choice);
  }

  dispose(): void {
    for (const forward of this.#forwards.keys()) forward.stop();
    this.#forwards.clear();
    this.#status?.dispose();
  }

  async #act(forward: PortForward, choice: string): Promise<void> {
    const address = vscode.Uri.parse(`http://localhost:${forward.localPort}`);
    if (choice === OPEN) await vscode.env.openExternal(address);
    else if (choice === COPY) await vscode.env.clipboard.writeText(address.authority);
    else if (this.#forwards.delete(forward)) {
      forward.stop();
      this.#refresh();
    }
  }

  #refresh(): void {
    if (!this.#status) {
      this.#status = vscode.window.createStatusBarItem(
        'kubeGuardrails.forwards',
        vscode.StatusBarAlignment.Left,
      );
      this.#status.name = 'Forwarded Ports';
      this.#status.command = 'kubeGuardrails.clusters.forwards';
    }
    const forwards = [...this.#forwards];
    if (forwards.length === 0) return this.#status.hide();
    const broken = forwards.some(([{ failure }]) => failure !== undefined);
    this.#status.text = `$(${broken ? 'warning' : 'plug'}) ${forwards.length} forwarded`;
    this.#status.tooltip = forwards
      .map(
        ([{ localPort, failure }, what]) =>
          `localhost:${localPort} → ${what}${failure ? `: ${failure}` : ''}`,
      )
      .join('\n');
    this.#status.accessibilityInformation = { label: `Forwarded ports: ${this.#status.tooltip}` };
    this.#status.show();
  }
}

/** The only port, or one of several, or one that the object does not mention. */
async function choosePort(ports: readonly PortChoice[]): Promise<PortChoice | undefined> {
  const [only] = ports;
  if (only && ports.length === 1) return only;
  const items = ports.map((port) => ({
    label: String(port.port),
    description: [port.name, port.target === port.port ? undefined : `→ ${port.target}`].join(' ').trim(),
    port,
  }));
  const other = { label: 'Another port…', description: '', port: undefined };
  const item = ports.length === 0 ? other : await pick([...items, other], 'Which port?');
  if (!item || item.port) return item?.port;
  const port = await askPort('Which port of the pod?', 8080);
  return port === undefined ? undefined : { name: undefined, port, target: port };
}

async function pick<T extends vscode.QuickPickItem>(
  items: readonly T[],
  title: string,
): Promise<T | undefined> {
  return vscode.window.showQuickPick(items, { title });
}

async function askPort(title: string, value: number): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    value: String(value),
    validateInput: (input) => (isPort(input) ? undefined : 'A port is a number from 1 to 65535.'),
  });
  return text === undefined ? undefined : Number(text);
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

/** Ports below 1024 are kept for the administrator on most systems. */
function localFor(port: number): number {
  return port < 1024 ? port + 8000 : port;
}

async function startOn(connection: Connection, options: ForwardOptions): Promise<PortForward | undefined> {
  try {
    return await PortForward.start(connection, options);
  } catch (error) {
    if (!(error instanceof PortInUse)) throw error;
    const choice = await warn(error.message, `Use ${error.free}`);
    return choice === undefined ? undefined : startOn(connection, { ...options, localPort: error.free });
  }
}
