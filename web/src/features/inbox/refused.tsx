import { Button } from '@mantine/core';
import { asProblem, type Problem } from '@/api/problem';
import { createStore, useStore } from '@/lib/store';
import { notify } from '@/ui/notices';
import { Refusal } from '@/ui/refusal';

interface Refused {
  conversation: string;
  title: string;
  problem: Problem;
}

const last = createStore<Refused | null>(null);

/** Says that an act on a conversation did not happen: a rule's "no" at the conversation, anything else in passing. */
export function refuse(conversation: string, title: string, error: unknown): void {
  const problem = asProblem(error);
  if (problem.isRefusal) last.set(() => ({ conversation, title, problem }));
  else notify({ title, text: problem.message });
}

/** The last act on this conversation that a rule refused, until it is read. */
export function RefusedAct({ conversation }: { conversation: string }) {
  const refused = useStore(last);
  if (refused?.conversation !== conversation) return null;
  return (
    <Refusal title={refused.title} problem={refused.problem}>
      <Button onClick={() => last.set(() => null)}>Understood</Button>
    </Refusal>
  );
}
