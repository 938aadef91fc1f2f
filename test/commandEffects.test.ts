import { expect, test } from 'vitest';
import type { CommandContribution } from '../client/src/commands/commands.ts';
import { COMMANDS } from '../client/src/commands/commands.ts';
import { CHANGING_COMMANDS, OTHER_COMMANDS } from './commandEffects.ts';

test('every command is known as one that changes something or as one that does not', () => {
  const changing = CHANGING_COMMANDS.map((name) => `clusters.${name}`);
  const all: readonly CommandContribution[] = COMMANDS;
  const known = [...changing, ...OTHER_COMMANDS].map((name) => `kubeGuardrails.${name}`);
  expect(all.map(({ id }) => id).toSorted()).toEqual(known.toSorted());
  const inMenus = all.filter(({ clusters, editor }) => {
    const group = typeof clusters === 'object' && 'group' in clusters ? clusters.group : '';
    return [group, editor ?? ''].some((one) => /^\d_(?:apply|change|delete)@/.test(one));
  });
  expect(changing).toEqual(
    expect.arrayContaining(inMenus.map(({ id }) => id.slice('kubeGuardrails.'.length))),
  );
});
