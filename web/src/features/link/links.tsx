import { Button } from '@mantine/core';
import { may } from '@/api/may';
import type { JoinLink } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import css from '@/features/invitation/invitation.module.css';
import { useRoleLabel, useTierLabel } from '@/features/rulebook/data';
import { useNow } from '@/lib/now';
import { notify } from '@/ui/notices';
import { Section } from '@/ui/section';
import { useEndLink, useLinks } from './data';
import { linkWords } from './words';

function Row({ link }: { link: JoinLink }) {
  const [role, tier] = [useRoleLabel(), useTierLabel()];
  const now = useNow();
  const end = useEndLink();
  const names = link.people.map((each) => each.name).join(', ');
  return (
    <li className={css.row}>
      <span>
        Made by {link.made_by_name}
        {names && <span className="ink3 t12"> · {names}</span>}
      </span>
      <span className="ink2">
        {role(link.role)} · {tier(link.tier)}
      </span>
      <span className="ink2">{linkWords(link, now)}</span>
      <Button
        size="sm"
        loading={end.isPending}
        onClick={() =>
          end.mutate(link.id, {
            onSuccess: () => notify({ title: 'The link is ended', text: 'Nobody comes in by it any more.' }),
            onError: (error) => notify({ title: 'The link goes on', text: asProblem(error).message }),
          })
        }
      >
        End
      </Button>
    </li>
  );
}

function Rows() {
  const { data } = useLinks();
  if (!data || data.length === 0) return null;
  return (
    <Section title="Links" sub="Whoever holds one that is open can come in, until you end it.">
      <ul className={css.list}>
        {data.map((link) => (
          <Row key={link.id} link={link} />
        ))}
      </ul>
    </Section>
  );
}

/** The links of the workspace and who came by them, for those who invite. */
export function Links() {
  const me = useMe();
  return may(me, 'members.invite') ? <Rows /> : null;
}
