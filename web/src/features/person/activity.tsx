import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Member } from '@/api/model';
import { asProblem } from '@/api/problem';
import { When } from '@/ui/bits';
import { LoadError } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import { Section } from '@/ui/section';
import { actsQuery } from './data';
import css from './person.module.css';

/** What somebody changed in this workspace lately, as the audit log has it. */
export function PersonActivity({ member }: { member: Member }) {
  const acts = useQuery(actsQuery(member.user_id));
  const problem = acts.error ? asProblem(acts.error) : null;
  if (problem?.isRefusal) {
    return <Refusal title={`The activity of ${member.name} was not shown`} problem={problem} />;
  }
  return (
    <Section
      title="Recent"
      sub="Changes of members, roles, plan, channels and settings."
      acts={
        <Link to="/settings/audit" search={{ person: member.user_id }} className="link">
          All in the audit log
        </Link>
      }
    >
      {acts.isPending && <Skeleton height={200} />}
      {problem && !acts.data && (
        <LoadError what="The activity" problem={problem} retry={() => void acts.refetch()} />
      )}
      {acts.data?.length === 0 && <p className="t13 ink3">{member.name} has changed nothing yet.</p>}
      <ul className={css.acts}>
        {acts.data?.map((entry) => (
          <li key={entry.id} className={css.actLine}>
            <span className="grow">{entry.text}</span>
            <span className="ink3 t12">
              <When at={entry.at} sentence />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
