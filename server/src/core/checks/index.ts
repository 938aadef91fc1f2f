import type { AnyCheck } from './check.ts';
import imageTagLatest from './images/image-tag-latest.ts';

export const CHECKS: readonly AnyCheck[] = [imageTagLatest];
