import type { Problem } from '@/api/problem';
import { FormError } from './notes';
import { Refusal } from './refusal';

/** Why a form did nothing: a rule's "no" as a refusal, anything else in a line. Bad fields speak for themselves. */
export function FormOutcome({ title, problem }: { title: string; problem: Problem | null }) {
  if (!problem) return null;
  return problem.isRefusal ? <Refusal title={title} problem={problem} /> : <FormError problem={problem} />;
}
