import { resolve } from 'node:path';
import { readText } from '../../io/files.ts';
import { pathToUri } from '../../io/uris.ts';
import { visible } from '../terminal/escape.ts';
import { UsageError } from '../usage.ts';
import { REASONS } from './collect.ts';

/** The address of the config file that `--config` names. */
export function configFile(config: string | undefined, cwd: string): string | undefined {
  if (config === undefined) return undefined;
  const path = resolve(cwd, config);
  const { problem } = readText(path);
  if (problem === 'missing') throw new UsageError(`the config file "${visible(config)}" does not exist`);
  if (problem)
    throw new UsageError(`the config file "${visible(config)}" cannot be used: ${REASONS[problem]}`);
  return pathToUri(path);
}
