import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver/node';
import type { CheckWorkspaceResult } from '../core/protocol.ts';
import type { Session } from './session.ts';

/** Reads and checks the whole workspace, in the background or because the user asks for it. */
export class ScanJobs {
  readonly #session: Omit<Session, 'scans'>;

  constructor(session: Omit<Session, 'scans'>) {
    this.#session = session;
  }

  /** Reads the folders, so that references between files are known, then checks all files. Shows progress if it takes long. */
  async inBackground(): Promise<void> {
    const { disk, checker } = this.#session;
    const progress = new Progress(this.#session);
    progress.showAfter(PATIENCE);
    try {
      await disk.scan({ onFile: (count) => progress.report(count), isCancelled: () => progress.isCancelled });
    } finally {
      progress.done();
    }
    checker.recheck();
  }

  /** Reads and checks everything now and reports closed files, whatever the settings say. */
  async now(token: CancellationToken): Promise<CheckWorkspaceResult> {
    const { disk, checker, findings, workspace } = this.#session;
    const progress = new Progress(this.#session);
    await progress.show();
    const isCancelled = (): boolean => token.isCancellationRequested || progress.isCancelled;
    try {
      checker.checksClosed = true;
      const whole = await disk.scan({ onFile: (count) => progress.report(count), isCancelled });
      checker.recheck();
      if (whole) await this.#checkAll(isCancelled);
    } finally {
      progress.done();
    }
    let files = 0;
    let objects = 0;
    for (const { uri } of workspace.files()) {
      const { length } = workspace.slots(uri);
      if (length > 0) files++;
      objects += length;
    }
    return { files, objects, ...findings.results.counts, cancelled: isCancelled() };
  }

  /** A key press starts the round again. */
  async #checkAll(isCancelled: () => boolean): Promise<void> {
    const { checker } = this.#session;
    await checker.settled();
    while (!isCancelled() && !(await checker.checkClosed(isCancelled)));
  }
}

const PATIENCE = 300;
const INTERVAL = 100;

/** Progress in the editor's window, with a way to cancel. */
class Progress {
  readonly #session: Omit<Session, 'scans'>;
  #reporter: WorkDoneProgressReporter | undefined;
  #timer: NodeJS.Timeout | undefined;
  #cancelled = false;
  #isDone = false;
  #last = 0;
  #count = 0;

  constructor(session: Omit<Session, 'scans'>) {
    this.#session = session;
  }

  get isCancelled(): boolean {
    return this.#cancelled;
  }

  /** Shows it if the work is not done by then. */
  showAfter(milliseconds: number): void {
    this.#timer = setTimeout(() => void this.show(), milliseconds);
  }

  async show(): Promise<void> {
    const { connection, client } = this.#session;
    if (!client.progress) return;
    try {
      const reporter = await connection.window.createWorkDoneProgress();
      if (this.#isDone) return;
      reporter.begin('Checking manifests', undefined, text(this.#count), true);
      reporter.token.onCancellationRequested(() => (this.#cancelled = true));
      this.#reporter = reporter;
    } catch {
      // The editor does not want to show it: the work goes on without.
    }
  }

  report(count: number): void {
    this.#count = count;
    const now = performance.now();
    if (!this.#reporter || now - this.#last < INTERVAL) return;
    this.#last = now;
    this.#reporter.report(text(count));
  }

  done(): void {
    this.#isDone = true;
    clearTimeout(this.#timer);
    this.#reporter?.done();
  }
}

function text(count: number): string {
  return count === 1 ? '1 file read' : `${count} files read`;
}
