import type { Approval } from '../change/approval.ts';
import type { Status } from '../failure.ts';
import { ClusterFailure } from '../failure.ts';
import type { Connection } from '../transport/connection.ts';
import { Brake } from './brake.ts';
import type { ChannelsEnd } from './channels.ts';
import { CHANNEL, Channels } from './channels.ts';
import { podPath } from './podsOf.ts';

export interface ExecOptions {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Without one, what is meant is the main process, which runs already. */
  readonly command?: readonly string[] | undefined;
  /** A terminal: one output, and a size. The main process has one or not. */
  readonly tty: boolean;
  /** Whether there is input; there is, if left out. */
  readonly stdin?: boolean;
  readonly signal?: AbortSignal;
  /** Needed where the context is protected. */
  readonly approval?: Approval | undefined;
}

export interface ExecListener {
  readonly output: (data: Buffer, isError: boolean) => void;
  /** Called once: the command's exit code, or why there is none. */
  readonly end: (end: number | ClusterFailure) => void;
}

/** The newest first; servers before 1.30 know only the older one, which cannot end the input. */
export const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

/** A command in a container, or its main process (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/). */
export class Exec {
  readonly #channels: Channels;

  /** Throws where the command cannot be begun. */
  static async start(connection: Connection, options: ExecOptions, listener: ExecListener): Promise<Exec> {
    const { tty, command, signal, approval } = options;
    const isDrawn = tty || command === undefined;
    const needs = { ...(signal ? { signal } : {}), approval };
    const socket = await connection.socket(execPath(options), PROTOCOLS, needs);
    let end: number | ClusterFailure | undefined;
    const channels = new Channels(
      socket,
      (channel, data) => {
        if (channel === CHANNEL.stdout || channel === CHANNEL.stderr) {
          listener.output(data, channel === CHANNEL.stderr);
          if (isDrawn) brake.passed(data.length);
        }
        if (channel !== CHANNEL.status) return;
        end = endOf(data.toString('utf8'));
        channels.close();
      },
      (how) => {
        brake.stop();
        listener.end(end ?? lost(how));
      },
    );
    const brake = new Brake(
      () => channels.pause(),
      () => channels.resume(),
    );
    return new Exec(channels);
  }

  private constructor(channels: Channels) {
    this.#channels = channels;
  }

  write(data: string | Uint8Array): void {
    this.#channels.send(CHANNEL.stdin, typeof data === 'string' ? Buffer.from(data) : data);
  }

  /** Ends the input, where both sides know how. */
  endInput(): void {
    if (this.#channels.protocol === PROTOCOLS[0])
      this.#channels.send(CHANNEL.close, Uint8Array.of(CHANNEL.stdin));
  }

  resize(columns: number, rows: number): void {
    this.#channels.send(CHANNEL.resize, Buffer.from(JSON.stringify({ Width: columns, Height: rows })));
  }

  close(): void {
    this.#channels.close();
  }
}

/** What a command is begun with. */
export function execPath({
  namespace,
  pod,
  container,
  command,
  tty,
  stdin = true,
}: Omit<ExecOptions, 'signal' | 'approval'>): string {
  const query = new URLSearchParams({
    container,
    stdin: String(stdin),
    stdout: 'true',
    tty: String(tty),
  });
  if (!tty) query.set('stderr', 'true');
  for (const part of command ?? []) query.append('command', part);
  return `${podPath(namespace, pod, command ? 'exec' : 'attach')}?${query.toString()}`;
}

function endOf(text: string): number | ClusterFailure {
  const { status, reason, details, message = text } = parse(text);
  if (status === 'Success') return 0;
  const code = details?.causes?.find((cause) => cause.reason === 'ExitCode')?.message;
  if (reason === 'NonZeroExitCode' && code !== undefined) return Number(code);
  return new ClusterFailure('server', message, 'Check that the container runs and has this program.');
}

function parse(text: string): Status & { readonly status?: string } {
  try {
    return JSON.parse(text) as Status & { readonly status?: string };
  } catch {
    return {};
  }
}

function lost(how: ChannelsEnd): ClusterFailure {
  return how === 'silent'
    ? new ClusterFailure(
        'unreachable',
        'The connection to the container was lost: nothing comes from it any more.',
        'Check your network or VPN, and open it again.',
      )
    : new ClusterFailure(
        'unreachable',
        'The connection to the container has ended.',
        'The pod may have been deleted, or the connection was cut. Open it again.',
      );
}
