import type { Operations } from '../clusters/change/operations.ts';
import type { ObjectNode } from '../explorer/nodes/objectNode.ts';
import type { Command } from '../extensionState.ts';
import { objectOf } from './clusters.ts';

/** Commands for what runs in clusters: each takes a row of the view. */
export const scale = operation((operations, node) => operations.scale(node));
export const rollBack = operation((operations, node) => operations.rollBack(node));
export const pauseRollout = operation((operations, node) => operations.pause(node, true));
export const resumeRollout = operation((operations, node) => operations.pause(node, false));
export const suspend = operation((operations, node) => operations.suspend(node, true));
export const resume = operation((operations, node) => operations.suspend(node, false));
export const runNow = operation((operations, node) => operations.runNow(node));
export const runAgain = operation((operations, node) => operations.runAgain(node));
export const cordon = operation((operations, node) => operations.cordon(node, true));
export const uncordon = operation((operations, node) => operations.cordon(node, false));

function operation(run: (operations: Operations, node: ObjectNode) => Promise<void>): Command {
  return async ({ clusters }, argument) => run((await clusters.load()).operations, objectOf(argument));
}
