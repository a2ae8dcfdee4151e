import { api, ok } from '@/api/client';
import { asProblem } from '@/api/problem';
import { Switch } from '@/ui/fields';
import { FormOutcome } from '@/ui/outcome';
import { Section } from '@/ui/section';
import { useHosting } from './data';
import { useOwns, useVisits } from './host';

/** Whether the owner is asked before a platform admin comes in: theirs to turn, for admins to see. */
export function VisitsSection() {
  const visits = useVisits();
  const owns = useOwns();
  const change = useHosting((ask_first: boolean) =>
    ok(api.PATCH('/api/v1/workspace/visits', { body: { ask_first } })),
  );
  if (!visits) return null;
  const problem = change.error ? asProblem(change.error) : null;
  return (
    <Section
      title="Ask me before a platform admin comes in"
      sub="Whoever runs this server may have people who help with settings. They come in for an hour and with a reason; you get a mail, see who is here, and find what they read and changed in the audit log. They read no conversations."
      acts={
        owns ? (
          <Switch
            aria-label="Ask me before a platform admin comes in"
            checked={visits.ask_first}
            disabled={change.isPending}
            onChange={(event) => change.mutate(event.currentTarget.checked)}
          />
        ) : (
          <span className="t13 ink2">{visits.ask_first ? 'On' : 'Off'}; the owner decides</span>
        )
      }
    >
      {problem && <FormOutcome title="The switch was not turned" problem={problem} />}
    </Section>
  );
}
