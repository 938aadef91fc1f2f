// Written by `npm run gen` from the files of this folder.
import type { AnyCheck } from './check.ts';
import imageTagLatest from './images/image-tag-latest.ts';

/** All checks of ours, by id. */
export const CHECKS: readonly AnyCheck[] = [imageTagLatest];
