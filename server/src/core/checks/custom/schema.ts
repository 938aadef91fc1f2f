import type { JsonSchema } from '../config/schema.ts';
import { LEVELS } from '../config.ts';

/** What may stand in a custom check, for completion, hover and other editors. */
export function customCheckSchema(): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['field'],
    properties: {
      field: {
        type: 'string',
        description:
          'The field that it is about, such as `metadata.labels.team` or `spec.containers[*].image`; `[*]` is every item.',
      },
      required: { enum: [true], description: 'The field must be there.' },
      forbidden: { enum: [true], description: 'The field must not be there.' },
      pattern: {
        type: 'string',
        description: 'The value, if there is one, contains a match of this regular expression (RE2).',
      },
      values: { type: 'array', items: {}, description: 'The value, if there is one, is one of these.' },
      schema: { type: 'object', description: 'The value, if there is one, is valid by this JSON schema.' },
      kinds: {
        anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'string' }],
        description: 'The kinds of objects that it looks at; all, if left out.',
      },
      on: {
        enum: ['object', 'pod', 'container'],
        default: 'object',
        description: 'What `field` counts from: the object, the pod spec in it, or each container.',
      },
      severity: { enum: [...LEVELS, false], default: 'warning', description: 'How severe its findings are.' },
      message: { type: 'string', description: 'What its findings say: what is wrong and what to do.' },
      value: { description: 'What the quick fix sets.' },
    },
  };
}
