import type { Environment } from './terminal/style.ts';

/** 0: clean or done; 1: findings; 2: wrong usage, or something that was named could not be worked on. */
export type ExitCode = 0 | 1 | 2;

/** What a command knows of the process it runs in. */
export interface Host {
  readonly cwd: string;
  readonly env: Environment;
  readonly version: string;
  readonly stdout: { readonly isTTY?: boolean };
  readonly stderr: { readonly isTTY?: boolean };
  out(this: void, text: string): void;
  err(this: void, text: string): void;
}
