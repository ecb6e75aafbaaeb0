import type { RuleBroken } from '../../backend/backend';

export function rules(rule: RuleBroken) {
  return { happened: rule.rule, doNext: '' };
}
