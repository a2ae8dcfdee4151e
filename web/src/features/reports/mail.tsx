import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Workspace } from '@/api/model';
import { asProblem } from '@/api/problem';
import { workspaceQuery } from '@/features/general/data';
import { useOwns } from '@/features/platform/host';
import { day } from '@/lib/time';
import { Switch } from '@/ui/fields';
import { FormOutcome } from '@/ui/outcome';
import { Section } from '@/ui/section';

const NAME = 'By mail, once a month';

/** Whether the owner is mailed the report: theirs to switch, for admins to see. */
export function MailSection() {
  const workspace = useQuery(workspaceQuery).data;
  const owns = useOwns();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (monthly_report: boolean) =>
      ok(api.PATCH('/api/v1/workspace', { body: { monthly_report } })) as Promise<Workspace>,
    onSuccess: (changed) => client.setQueryData(workspaceQuery.queryKey, changed),
    onError: () => client.invalidateQueries({ queryKey: workspaceQuery.queryKey }),
  });
  if (!workspace) return null;
  const problem = change.error ? asProblem(change.error) : null;
  return (
    <Section
      title={NAME}
      sub="On the first of each month, at eight in the morning by the clocks of the workspace, the owner is mailed this report, with the line where the audit log ends."
      acts={
        owns ? (
          <Switch
            aria-label={NAME}
            checked={workspace.monthly_report}
            disabled={change.isPending}
            onChange={(event) => change.mutate(event.currentTarget.checked)}
          />
        ) : (
          <span className="t13 ink2">{workspace.monthly_report ? 'On' : 'Off'}; the owner decides</span>
        )
      }
    >
      {workspace.next_report_at && (
        <p className="t13 ink2">The next one goes on {day(workspace.next_report_at)}.</p>
      )}
      {problem && <FormOutcome title="The switch was not turned" problem={problem} />}
    </Section>
  );
}
