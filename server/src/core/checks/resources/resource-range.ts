import { compareQuantities, parseQuantity, quantityOf } from '../../manifest/quantity.ts';
import { defineCheck } from '../check.ts';
import { shownName } from './resourceName.ts';

export default defineCheck({
  id: 'resource-range',
  title: 'Requests and limits stay within the range that was agreed on',
  category: 'resources',
  severity: 'off',
  scope: 'object',
  on: 'container',
  fix: null,
  options: {
    minCpu: {
      type: 'string',
      default: '',
      description: 'The least CPU of a request or limit, such as "10m".',
    },
    maxCpu: {
      type: 'string',
      default: '',
      description: 'The most CPU of a request or limit, such as "4000m".',
    },
    minMemory: {
      type: 'string',
      default: '',
      description: 'The least memory of a request or limit, such as "16Mi".',
    },
    maxMemory: {
      type: 'string',
      default: '',
      description: 'The most memory of a request or limit, such as "8Gi".',
    },
  },
  check({ target, options, report }) {
    const within = (name: string, least: string, most: string): void => {
      const [min, max] = [parseQuantity(least), parseQuantity(most)];
      for (const part of ['requests', 'limits']) {
        const field = target.at('resources', part, name);
        const quantity = quantityOf(field);
        const what = `${shownName(name)} ${part.slice(0, -1)} ${field.written}`;
        if (quantity && min && compareQuantities(quantity, min) < 0) {
          report(field, `${what} is less than ${least}, the least that is agreed on: raise it`);
        } else if (quantity && max && compareQuantities(quantity, max) > 0) {
          report(field, `${what} is more than ${most}, the most that is agreed on: lower it`);
        }
      }
    };
    within('cpu', options.minCpu, options.maxCpu);
    within('memory', options.minMemory, options.maxMemory);
  },
});
