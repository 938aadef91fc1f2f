import type { ContainerStatus } from '../models.ts';

type Terminated = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>;

/** What a container does at the moment, in Kubernetes' own words, and how it ended before. */
export interface ContainerState {
  readonly text: string;
  /** `waits` is for what may still come right by itself. */
  readonly health: 'runs' | 'waits' | 'fails' | 'ended';
}

export function containerState(status: ContainerStatus | undefined): ContainerState {
  const { running, waiting, terminated } = status?.state ?? {};
  const before = beforeText(status);
  if (running) return { text: `Running${before}`, health: status?.ready ? 'runs' : 'waits' };
  if (waiting) {
    const reason = waiting.reason ?? 'Waiting';
    return { text: `${reason}${before}`, health: /Error|BackOff|Invalid/.test(reason) ? 'fails' : 'waits' };
  }
  if (!terminated) return { text: 'Waiting', health: 'waits' };
  if (terminated.exitCode === 0) return { text: terminated.reason ?? 'Terminated', health: 'ended' };
  return { text: `${endText(terminated)}${before}`, health: 'fails' };
}

/** What is told of the state beyond its name: why a container waits, and what it said when it ended. */
export function containerMessages(status: ContainerStatus | undefined): readonly string[] {
  const { state, lastState } = status ?? {};
  const messages = [state?.waiting?.message, state?.terminated?.message, lastState?.terminated?.message];
  return [...new Set(messages.flatMap((one) => (one?.trim() ? [one.trim()] : [])))];
}

function beforeText({ restartCount, lastState }: Partial<ContainerStatus> = {}): string {
  if (!restartCount) return '';
  const restarts = restartCount === 1 ? ', 1 restart' : `, ${restartCount} restarts`;
  return lastState?.terminated ? `${restarts}, last ${endText(lastState.terminated)}` : restarts;
}

function endText({ reason, exitCode, signal }: Terminated): string {
  const how = signal ? `signal ${signal}` : `exit code ${exitCode}`;
  return reason === undefined ? how : `${reason}, ${how}`;
}
