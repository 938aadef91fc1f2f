import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FormatName, Output } from '../check/arguments.ts';
import type { Host } from '../host.ts';
import { styles } from '../terminal/style.ts';
import { formatReport } from './formats.ts';
import type { Report } from './report.ts';

/** Writes the reports that `--output` asks for. @returns whether all were written. */
export function writeOutputs(
  outputs: readonly Output[],
  reportIn: (format: FormatName) => Report,
  { cwd, version }: Pick<Host, 'cwd' | 'version'>,
  warn: (message: string) => void,
): boolean {
  let complete = true;
  for (const { format, file } of outputs) {
    const text = formatReport(reportIn(format), format, version, styles(false));
    try {
      writeFileSync(resolve(cwd, file), text);
    } catch (error) {
      complete = false;
      warn(`${file}: the findings cannot be written there: ${reason(error as NodeJS.ErrnoException)}`);
    }
  }
  return complete;
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such folder';
  return code === 'EISDIR' ? 'it is a folder' : message;
}
